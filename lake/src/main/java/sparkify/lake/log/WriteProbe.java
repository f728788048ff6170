package sparkify.lake.log;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import sparkify.lake.fs.LakeFileSystem;

/**
 * Finds out whether HDFS takes data: writes a small file to disk below the staging folder, for
 * which it needs a DataNode and a NameNode that is not in safe mode, and deletes it.
 *
 * <p>The folder is named as {@link RenameProbe} does, which deletes what a killed driver left.
 */
public final class WriteProbe {
  private static final byte[] DATA = {1};

  private final LakeFileSystem files;
  private final Path folder;

  public WriteProbe(TablePaths paths, Driver driver) {
    this.files = paths.files();
    this.folder = RenameProbe.folder(paths, driver);
  }

  /**
   * Writes and deletes the file.
   *
   * @throws IOException when HDFS does not answer, or does not take the file
   */
  public void run() throws IOException {
    files.writeDurably(new Path(folder, "data"), DATA);
    files.delete(folder);
  }
}
