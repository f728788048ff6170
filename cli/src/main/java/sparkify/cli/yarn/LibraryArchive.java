package sparkify.cli.yarn;

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
import sparkify.common.Sha256;

/**
 * The libraries of all applications in one archive on HDFS, so that no node needs Spark and every
 * node runs the versions that were tested.
 *
 * <p>Its name is a hash of its content: it is uploaded once and never changes while in use.
 */
public final class LibraryArchive {
  private static final FsPermission READABLE = new FsPermission("644");
  private static final FsPermission PASSABLE = new FsPermission("755");

  private final Path libraries;

  /**
   * @param libraries the folder of jars
   */
  public LibraryArchive(Path libraries) {
    this.libraries = libraries;
  }

  /** The address of the archive, which is uploaded first if it does not exist. */
  String ensure(FileSystem files, String directory) throws IOException {
    org.apache.hadoop.fs.Path folder = new org.apache.hadoop.fs.Path(directory);
    org.apache.hadoop.fs.Path archive = archive(directory);
    if (!files.exists(archive)) {
      files.mkdirs(folder, PASSABLE);
      upload(
          files, new org.apache.hadoop.fs.Path(folder, ".uploading-" + UUID.randomUUID()), archive);
    }
    return files.makeQualified(archive).toString();
  }

  /** The address of the archive, if it has been uploaded. */
  public Optional<String> find(FileSystem files, String directory) throws IOException {
    org.apache.hadoop.fs.Path archive = archive(directory);
    return files.exists(archive)
        ? Optional.of(files.makeQualified(archive).toString())
        : Optional.empty();
  }

  private org.apache.hadoop.fs.Path archive(String directory) throws IOException {
    return new org.apache.hadoop.fs.Path(directory, "libraries-" + hash() + ".zip");
  }

  private void upload(
      FileSystem files, org.apache.hadoop.fs.Path temporary, org.apache.hadoop.fs.Path archive)
      throws IOException {
    try (OutputStream out = new BufferedOutputStream(files.create(temporary), 1 << 20)) {
      zip(out);
    }
    files.setPermission(temporary, READABLE);
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

  /** A hash of names and contents, cached next to the folder: reading 300 MB takes a second. */
  private String hash() throws IOException {
    Path cache = libraries.resolveSibling(libraries.getFileName() + ".sha256");
    if (Files.exists(cache)
        && Files.getLastModifiedTime(cache).compareTo(Files.getLastModifiedTime(libraries)) > 0) {
      return Files.readString(cache).strip();
    }
    String hash = compute().substring(0, 16);
    Files.writeString(cache, hash + "\n");
    return hash;
  }

  private String compute() throws IOException {
    Sha256 hash = new Sha256();
    for (Path jar : jars()) {
      hash.add(String.valueOf(jar.getFileName())).add(jar);
    }
    return hash.hex();
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
