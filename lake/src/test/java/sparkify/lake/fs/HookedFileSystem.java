package sparkify.lake.fs;

import java.io.IOException;
import java.net.URI;
import java.util.EnumSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Options.ChecksumOpt;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.util.Progressable;
import org.jspecify.annotations.Nullable;

/** HDFS with a hook around each operation that a lake uses. */
public final class HookedFileSystem extends DistributedFileSystem {
  private @Nullable FileSystemHook hook;

  @Override
  public void initialize(URI uri, Configuration conf) throws IOException {
    hook = FileSystemHook.Hooks.of(conf);
    super.initialize(uri, conf);
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    return hooked("open", path, () -> super.open(path, bufferSize));
  }

  /** All other variants end here. */
  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      EnumSet<CreateFlag> flags,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress,
      ChecksumOpt checksum)
      throws IOException {
    return hooked(
        "create",
        path,
        () ->
            super.create(
                path, permission, flags, bufferSize, replication, blockSize, progress, checksum));
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    return hooked("delete", path, () -> super.delete(path, recursive));
  }

  @Override
  public FileStatus[] listStatus(Path path) throws IOException {
    return hooked("listStatus", path, () -> super.listStatus(path));
  }

  @Override
  public RemoteIterator<FileStatus> listStatusIterator(Path path) throws IOException {
    return hooked("listStatus", path, () -> super.listStatusIterator(path));
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    return hooked("getFileStatus", path, () -> super.getFileStatus(path));
  }

  /**
   * Only for renames that need not be refused; those that must go through {@link HookedContext}.
   */
  @Override
  public boolean rename(Path from, Path to) throws IOException {
    return hooked("rename", from, () -> super.rename(from, to));
  }

  private <T> T hooked(String operation, Path path, Operation<T> body) throws IOException {
    FileSystemHook around = hook;
    if (around == null) {
      throw new IllegalStateException("Not initialized");
    }
    around.before(operation, path);
    T result = body.run();
    around.after(operation, path);
    return result;
  }

  private interface Operation<T> {
    T run() throws IOException;
  }
}
