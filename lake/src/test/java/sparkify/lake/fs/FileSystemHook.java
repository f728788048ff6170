package sparkify.lake.fs;

import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Called around every operation of a lake's file system, to watch it, hold it up, fail it, or end
 * the "process" at it.
 */
public interface FileSystemHook {
  /** Operations by the name that {@link org.apache.hadoop.fs.FileSystem} gives them. */
  void before(String operation, Path path) throws IOException;

  /** Called when the operation has happened; what it throws reaches the caller all the same. */
  default void after(String operation, Path path) throws IOException {}

  /** Opens a lake on {@code hdfs} whose every operation goes by {@code hook}. */
  static LakeFileSystem lake(EmbeddedHdfs hdfs, String folder, FileSystemHook hook)
      throws IOException {
    Configuration configuration = hdfs.configuration();
    String id = UUID.randomUUID().toString();
    Hooks.BY_ID.put(id, hook);
    configuration.set(Hooks.KEY, id);
    configuration.setClass("fs.hdfs.impl", HookedFileSystem.class, Object.class);
    configuration.setBoolean("fs.hdfs.impl.disable.cache", true);
    configuration.setClass("fs.AbstractFileSystem.hdfs.impl", HookedContext.class, Object.class);
    return LakeFileSystem.open(hdfs.uri() + folder, configuration);
  }

  /** Where the file systems, which Hadoop makes, find their hooks. */
  final class Hooks {
    static final String KEY = "test.hook";
    static final Map<String, FileSystemHook> BY_ID = new ConcurrentHashMap<>();

    private Hooks() {}

    static FileSystemHook of(Configuration configuration) {
      FileSystemHook hook = BY_ID.get(configuration.get(KEY));
      if (hook == null) {
        throw new IllegalStateException("No hook " + configuration.get(KEY));
      }
      return hook;
    }
  }
}
