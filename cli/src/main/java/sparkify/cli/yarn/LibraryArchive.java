package sparkify.cli.yarn;

import static org.apache.hadoop.fs.CommonConfigurationKeysPublic.IO_FILE_BUFFER_SIZE_DEFAULT;
import static org.apache.hadoop.fs.CommonConfigurationKeysPublic.IO_FILE_BUFFER_SIZE_KEY;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.security.AccessControlException;
import sparkify.common.OperatorError;
import sparkify.common.RootCause;
import sparkify.common.Sha256;

/**
 * The libraries of all applications in one archive on HDFS, so that no node needs Spark and every
 * node runs the versions that were tested.
 *
 * <p>It belongs to one user, because whoever can change it runs code as the users of it. Its name
 * contains a hash of its content: it is uploaded once and never changes while in use.
 */
public final class LibraryArchive {
  private static final FsPermission OWN_FILE = new FsPermission("600");
  private static final FsPermission OWN_FOLDER = new FsPermission("700");
  private static final FsPermission FOLDER = new FsPermission("755");
  private static final int NAME_DIGITS = 16;

  private final Path libraries;

  /**
   * @param libraries the folder of jars
   */
  public LibraryArchive(Path libraries) {
    this.libraries = libraries;
  }

  /**
   * The address of the archive, which is uploaded first if it does not exist.
   *
   * @param directory an address, or a path below the user's home folder
   * @throws OperatorError when it exists but is not what this user uploaded, or cannot be uploaded
   */
  String ensure(FileSystem files, String directory) throws IOException {
    org.apache.hadoop.fs.Path archive = archive(files, directory);
    if (!files.exists(archive)) {
      try {
        upload(files, archive);
      } catch (AccessControlException e) {
        throw new OperatorError(
            "Cannot upload the libraries to %s: %s; have your home folder made, or set yarn.archive-directory to a folder of your own"
                .formatted(archive, RootCause.message(e)),
            e);
      }
    }
    return verified(files, archive);
  }

  /**
   * The address of the archive, if it has been uploaded.
   *
   * @param directory an address, or a path below the user's home folder
   * @throws OperatorError when it is not what this user uploaded
   */
  public Optional<String> find(FileSystem files, String directory) throws IOException {
    org.apache.hadoop.fs.Path archive = archive(files, directory);
    return files.exists(archive) ? Optional.of(verified(files, archive)) : Optional.empty();
  }

  private String verified(FileSystem files, org.apache.hadoop.fs.Path archive) throws IOException {
    check(files).require(archive, hash());
    return archive.toString();
  }

  private ArchiveCheck check(FileSystem files) {
    return new ArchiveCheck(files, beside(".verified"));
  }

  private org.apache.hadoop.fs.Path archive(FileSystem files, String directory) throws IOException {
    org.apache.hadoop.fs.Path folder =
        new org.apache.hadoop.fs.Path(files.getHomeDirectory(), directory);
    String name = "libraries-" + hash().substring(0, NAME_DIGITS) + ".zip";
    return files.makeQualified(new org.apache.hadoop.fs.Path(folder, name));
  }

  private void upload(FileSystem files, org.apache.hadoop.fs.Path archive) throws IOException {
    org.apache.hadoop.fs.Path folder = archive.getParent();
    files.mkdirs(folder.getParent(), FOLDER); // A home folder, which others may look into.
    files.mkdirs(folder, OWN_FOLDER);
    check(files).requireOwn(folder);
    var temporary = new org.apache.hadoop.fs.Path(folder, ".uploading-" + UUID.randomUUID());
    try (OutputStream out = new BufferedOutputStream(create(files, temporary), 1 << 20)) {
      zip(out);
    }
    if (!files.rename(temporary, archive)) {
      files.delete(temporary, false); // Another command has uploaded the same content.
      if (!files.exists(archive)) {
        throw new IOException(
            "Cannot upload the libraries to "
                + archive
                + ": the rename failed and no file is there");
      }
    }
  }

  private static OutputStream create(FileSystem files, org.apache.hadoop.fs.Path path)
      throws IOException {
    return files.create(
        path,
        OWN_FILE,
        false,
        files.getConf().getInt(IO_FILE_BUFFER_SIZE_KEY, IO_FILE_BUFFER_SIZE_DEFAULT),
        files.getDefaultReplication(path),
        files.getDefaultBlockSize(path),
        null);
  }

  /**
   * Without compression: jars are compressed, and every node unpacks before its first container.
   */
  private void zip(OutputStream out) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(Deflater.NO_COMPRESSION);
      for (Path jar : jars()) {
        ZipEntry entry = new ZipEntry(String.valueOf(jar.getFileName()));
        entry.setTime(0);
        zip.putNextEntry(entry);
        Files.copy(jar, zip);
        zip.closeEntry();
      }
    }
  }

  /** The SHA-256 of the archive, cached next to the folder: computing it takes seconds. */
  private String hash() throws IOException {
    Path cache = beside(".zip.sha256");
    if (Files.exists(cache)
        && Files.getLastModifiedTime(cache).compareTo(Files.getLastModifiedTime(libraries)) > 0) {
      return Files.readString(cache).strip();
    }
    Sha256 hash = new Sha256();
    zip(hash.stream());
    String hex = hash.hex();
    Files.writeString(cache, hex + "\n");
    return hex;
  }

  private Path beside(String suffix) {
    return libraries.resolveSibling(libraries.getFileName() + suffix);
  }

  /** Third-party jars only: our own change with every build and are sent with each submission. */
  private List<Path> jars() throws IOException {
    try (Stream<Path> all = Files.list(libraries)) {
      return all.filter(p -> !String.valueOf(p.getFileName()).startsWith("sparkify-"))
          .sorted()
          .toList();
    }
  }
}
