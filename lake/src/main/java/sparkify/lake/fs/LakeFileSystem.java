package sparkify.lake.fs;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonConfigurationKeysPublic;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.CreateOpts;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.security.AccessControlException;
import org.jspecify.annotations.Nullable;
import sparkify.common.OperatorError;
import sparkify.common.RootCause;
import sparkify.common.Sha256;
import sparkify.common.config.LakeSettings;
import sparkify.common.config.Settings;

/**
 * HDFS, reduced to what the commit protocol relies on: above all a rename that is atomic and
 * refuses to overwrite.
 */
public final class LakeFileSystem {
  private static final String HDFS = "hdfs";

  private final Path root;
  private final FileSystem fileSystem;
  private final Configuration configuration;
  private final FsPermission umask;
  private final String group;
  private boolean hasRoot;

  /** Created when first needed: it opens a second client, which a writing task does not need. */
  private @Nullable FileContext context;

  private LakeFileSystem(Path root, String group, Configuration configuration) throws IOException {
    this.fileSystem = root.getFileSystem(configuration);
    this.root = fileSystem.makeQualified(root);
    this.configuration = configuration;
    this.umask = FsPermission.getUMask(configuration);
    this.group = group;
  }

  /**
   * Opens the file system of the lake of {@code settings}. What is created through it, and by tasks
   * that open it with its {@link #configuration}, has the permissions that the settings say.
   *
   * @throws OperatorError when the file system is not HDFS
   */
  public static LakeFileSystem open(Settings settings, Configuration configuration)
      throws IOException {
    Configuration own = new Configuration(configuration);
    own.set(FsPermission.UMASK_LABEL, settings.lake().umask());
    return open(settings.dataset().lake(), settings.lake().group(), own);
  }

  /**
   * Opens the file system of a lake that exists, with the permissions of the configuration.
   *
   * @param root the lake's folder, a path on the default file system or a full address
   * @throws OperatorError when the file system is not HDFS
   */
  public static LakeFileSystem open(String root, Configuration configuration) throws IOException {
    return open(root, "", configuration);
  }

  private static LakeFileSystem open(String root, String group, Configuration configuration)
      throws IOException {
    Path path = new Path(root);
    String scheme = path.toUri().getScheme();
    if (scheme == null) {
      scheme = FileSystem.getDefaultUri(configuration).getScheme();
    }
    if (!LakeSettings.supportsScheme(scheme)) {
      throw new OperatorError(
          ("Cannot keep a lake at %s on %s://: a commit needs a rename that refuses to overwrite,"
                  + " which only HDFS (hdfs:// or viewfs://) has; set lake.base to a path on HDFS, or"
                  + " HADOOP_CONF_DIR to the configuration of an HDFS")
              .formatted(root, scheme));
    }
    return new LakeFileSystem(path, group, configuration);
  }

  /** The lake's folder, as a full address. */
  public Path root() {
    return root;
  }

  /** The address of {@code relative}, a path below the lake's folder. */
  public Path at(String relative) {
    return new Path(root, relative);
  }

  public Configuration configuration() {
    return configuration;
  }

  public FileSystem fileSystem() {
    return fileSystem;
  }

  public boolean exists(Path path) throws IOException {
    return fileSystem.exists(path);
  }

  /** Length of a file in bytes. */
  public long length(Path path) throws IOException {
    return owner(path).getFileStatus(path).getLen();
  }

  public void mkdirs(Path directory) throws IOException {
    createRoot();
    context().mkdir(directory, FsPermission.getDirDefault(), true);
  }

  /** Creates an empty file and, in the same step, the folders above it. */
  public void touch(Path path) throws IOException {
    createRoot();
    create(path).close();
  }

  /** Writes a new file and returns once it is on disk. */
  public void writeDurably(Path path, byte[] bytes) throws IOException {
    createRoot();
    var flags = EnumSet.of(CreateFlag.CREATE, CreateFlag.OVERWRITE);
    try (FSDataOutputStream out = context().create(path, flags, CreateOpts.createParent())) {
      out.write(bytes);
      out.hsync();
    }
  }

  /**
   * Creates the lake's folder if it is missing. The folders above a new file take their permissions
   * from the nearest one that exists, which must not be one outside of the lake; and everything in
   * a folder of HDFS gets its group.
   */
  private void createRoot() throws IOException {
    if (hasRoot) {
      return;
    }
    if (!fileSystem.exists(root)) {
      context().mkdir(root, FsPermission.getDirDefault(), true);
      if (!group.isEmpty()) {
        setGroup();
      }
    }
    hasRoot = true;
  }

  private void setGroup() throws IOException {
    try {
      fileSystem.setOwner(root, null, group);
    } catch (AccessControlException e) {
      fileSystem.delete(root, false); // Or the next attempt would find a folder and use it.
      throw new OperatorError(
          "Cannot create the lake %s with group '%s': %s; set lake.group to a group you are in"
              .formatted(root, group, RootCause.message(e)),
          e);
    }
  }

  /** Opens a file for reading. */
  public InputStream openFile(Path path) throws IOException {
    return fileSystem.open(path);
  }

  /** The SHA-256 of a file's bytes, in hex digits. */
  public String sha256(Path path) throws IOException {
    try (InputStream in = openFile(path)) {
      return new Sha256().add(in).hex();
    }
  }

  /**
   * The folder's address on the HDFS that holds it, which differs from {@code folder} only on
   * viewfs.
   *
   * @throws FileNotFoundException when it does not exist
   */
  public Path resolved(Path folder) throws IOException {
    return isOnHdfs(folder) ? folder : fileSystem.resolvePath(folder);
  }

  /** Creates a file, and the folders above it; a power failure may lose its content. */
  public FSDataOutputStream create(Path path) throws IOException {
    return create(path, EnumSet.of(CreateFlag.CREATE));
  }

  /**
   * Creates a file, and the folders above it, whose every block is on disk once the file is closed.
   *
   * @param path in a folder that is {@link #resolved}, because viewfs would drop the request
   */
  public FSDataOutputStream createDurably(Path path) throws IOException {
    if (!isOnHdfs(path)) {
      throw new IllegalArgumentException("Cannot create " + path + " durably: not resolved");
    }
    return create(path, EnumSet.of(CreateFlag.CREATE, CreateFlag.SYNC_BLOCK));
  }

  private FSDataOutputStream create(Path path, EnumSet<CreateFlag> flags) throws IOException {
    FileSystem owner = owner(path);
    return owner.create(
        path,
        // Clients are shared within a JVM: this one may have been made with a laxer umask.
        FsPermission.getFileDefault().applyUMask(umask),
        flags,
        configuration.getInt(
            CommonConfigurationKeysPublic.IO_FILE_BUFFER_SIZE_KEY,
            CommonConfigurationKeysPublic.IO_FILE_BUFFER_SIZE_DEFAULT),
        owner.getDefaultReplication(path),
        owner.getDefaultBlockSize(path),
        null);
  }

  /** The size of the blocks of a file that is created at {@code path}. */
  public long blockSize(Path path) throws IOException {
    return owner(path).getDefaultBlockSize(path);
  }

  /**
   * Puts a finished file on disk, by writing it again: HDFS can sync only the block that is being
   * written, and no others of the file.
   */
  public void sync(Path path) throws IOException {
    Path file = resolved(path);
    Path copy = new Path(file.getParent(), "." + file.getName() + ".copy");
    FileSystem owner = owner(file);
    owner.delete(copy, false);
    try (FSDataInputStream in = owner.open(file);
        FSDataOutputStream out = createDurably(copy)) {
      in.transferTo(out);
    }
    owner.delete(file, false);
    if (!owner.rename(copy, file)) {
      throw new IOException("Failed to rename " + copy + " to " + file);
    }
  }

  private FileSystem owner(Path path) throws IOException {
    boolean own = path.toUri().getScheme().equals(fileSystem.getScheme());
    return own ? fileSystem : path.getFileSystem(configuration);
  }

  private static boolean isOnHdfs(Path path) {
    return HDFS.equals(path.toUri().getScheme());
  }

  /** The content of a small file. */
  public byte[] read(Path path) throws IOException {
    try (FSDataInputStream in = fileSystem.open(path)) {
      return in.readAllBytes();
    }
  }

  /**
   * Renames atomically.
   *
   * @throws org.apache.hadoop.fs.FileAlreadyExistsException when {@code to} exists; nothing changes
   * @throws FileNotFoundException when {@code from}, or the folder of {@code to}, does not exist
   */
  public void rename(Path from, Path to) throws IOException {
    context().rename(from, to, Rename.NONE);
  }

  /** Deletes a file, or a folder with all its contents; does nothing if it does not exist. */
  public void delete(Path path) throws IOException {
    fileSystem.delete(path, true);
  }

  /** The direct children of a folder, sorted by name; empty if there is no such folder. */
  public List<FileStatus> list(Path directory) throws IOException {
    try {
      FileStatus[] found = fileSystem.listStatus(directory);
      Arrays.sort(found, Comparator.comparing(s -> s.getPath().getName()));
      return List.of(found);
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  /** The names of a folder's direct children, however many; empty if there is no such folder. */
  public List<String> names(Path directory) throws IOException {
    List<String> names = new ArrayList<>();
    try {
      RemoteIterator<FileStatus> children = fileSystem.listStatusIterator(directory);
      while (children.hasNext()) {
        names.add(children.next().getPath().getName());
      }
    } catch (FileNotFoundException e) {
      return List.of();
    }
    return names;
  }

  /** All files below a folder that a bare reader of the table sees, hidden ones excluded. */
  public List<FileStatus> visibleFiles(Path directory) throws IOException {
    List<FileStatus> visible = new ArrayList<>();
    for (FileStatus child : list(directory)) {
      String name = child.getPath().getName();
      if (name.startsWith("_") || name.startsWith(".")) {
        continue;
      }
      if (child.isDirectory()) {
        visible.addAll(visibleFiles(child.getPath()));
      } else {
        visible.add(child);
      }
    }
    return visible;
  }

  private synchronized FileContext context() throws IOException {
    if (context == null) {
      context = FileContext.getFileContext(root.toUri(), configuration);
    }
    return context;
  }
}
