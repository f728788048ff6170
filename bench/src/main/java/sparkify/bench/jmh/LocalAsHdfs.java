package sparkify.bench.jmh;

import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Local files under addresses of HDFS: what is measured is our code, and neither the network nor
 * DataNodes.
 */
public final class LocalAsHdfs extends RawLocalFileSystem {
  private static final URI ADDRESS = URI.create("hdfs://local");

  /** A configuration whose HDFS this is. */
  static Configuration configuration() {
    Configuration configuration = new Configuration();
    configuration.setClass("fs.hdfs.impl", LocalAsHdfs.class, RawLocalFileSystem.class);
    configuration.set("fs.defaultFS", ADDRESS.toString());
    return configuration;
  }

  @Override
  public URI getUri() {
    return ADDRESS;
  }

  @Override
  public String getScheme() {
    return ADDRESS.getScheme();
  }

  /** Leaves them as they are: each change would start a process. */
  @Override
  public void setPermission(Path path, FsPermission permission) {}
}
