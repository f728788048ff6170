package sparkify.lake.fs;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.AbstractFileSystem;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FilterFs;
import org.apache.hadoop.fs.Options.ChecksumOpt;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/** HDFS with a hook around the operations that go through a {@code FileContext}. */
public final class HookedContext extends FilterFs {
  private final FileSystemHook hook;

  /** Called by Hadoop. */
  public HookedContext(URI uri, Configuration conf) throws IOException, URISyntaxException {
    super(AbstractFileSystem.get(uri, plain(conf)));
    hook = FileSystemHook.Hooks.of(conf);
  }

  private static Configuration plain(Configuration conf) {
    Configuration plain = new Configuration(conf);
    plain.unset("fs.AbstractFileSystem.hdfs.impl");
    plain.set("fs.AbstractFileSystem.hdfs.impl", "org.apache.hadoop.fs.Hdfs");
    return plain;
  }

  @Override
  public FSDataOutputStream createInternal(
      Path path,
      EnumSet<CreateFlag> flags,
      FsPermission permission,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress,
      ChecksumOpt checksum,
      boolean createParent)
      throws IOException {
    hook.before("create", path);
    FSDataOutputStream out =
        super.createInternal(
            path,
            flags,
            permission,
            bufferSize,
            replication,
            blockSize,
            progress,
            checksum,
            createParent);
    hook.after("create", path);
    return out;
  }

  @Override
  public void mkdir(Path path, FsPermission permission, boolean createParent) throws IOException {
    hook.before("mkdir", path);
    super.mkdir(path, permission, createParent);
    hook.after("mkdir", path);
  }

  @Override
  public void renameInternal(Path from, Path to, boolean overwrite) throws IOException {
    hook.before("rename", from);
    super.renameInternal(from, to, overwrite);
    hook.after("rename", from);
  }
}
