package sparkify.lake.fs;

import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Called around every operation of a lake's file system, to watch, delay or fail it, or to end the
 * "process" there.
 */
public interface FileSystemHook {
  /** Called before an operation, which is named as in {@link org.apache.hadoop.fs.FileSystem}. */
  void before(String operation, Path path) throws IOException;

  /**
   * Called after an operation has succeeded; what this throws reaches the caller as if it had
   * failed.
   */
  default void after(String operation, Path path) throws IOException {}

  /** Opens a lake on {@code hdfs} whose every operation goes through {@code hook}. */
  static LakeFileSystem lake(EmbeddedHdfs hdfs, String folder, FileSystemHook hook)
      throws IOException {
    Configuration configuration = hdfs.configuration();
    settings(hook).forEach(configuration::set);
    return LakeFileSystem.open(hdfs.uri() + folder, configuration);
  }

  /** Settings of Hadoop by which operations on HDFS go through {@code hook}. */
  static Map<String, String> settings(FileSystemHook hook) {
    String id = UUID.randomUUID().toString();
    Hooks.BY_ID.put(id, hook);
    return Map.of(
        Hooks.KEY,
        id,
        "fs.hdfs.impl",
        HookedFileSystem.class.getName(),
        "fs.hdfs.impl.disable.cache",
        "true",
        "fs.AbstractFileSystem.hdfs.impl",
        HookedContext.class.getName());
  }

  /** Where the file systems, which Hadoop instantiates, find their hooks. */
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
