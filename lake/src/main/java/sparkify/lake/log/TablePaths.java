package sparkify.lake.log;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import sparkify.lake.fs.LakeFileSystem;

/**
 * The paths of one table. Names that begin with an underscore are hidden from bare readers.
 *
 * @param table the table's folder, relative to the lake's
 */
public record TablePaths(LakeFileSystem files, String table) {
  private static final String COMMITS = "_commits";
  private static final String STAGING = "_staging";
  private static final String REPLACED = "_replaced";
  private static final String CONTROL = "_control";

  /** Whether anyone has ever opened the table. */
  public boolean isTable() throws IOException {
    return files.exists(commits());
  }

  /** The folder of the manifests. */
  public Path commits() {
    return files.at(table + "/" + COMMITS);
  }

  Path commit(long seq) {
    return new Path(commits(), "%020d.json".formatted(seq));
  }

  Path staging() {
    return files.at(table + "/" + STAGING);
  }

  /** The staging folder {@code id}, relative to the lake's folder. */
  public String staging(String id) {
    return table + "/" + STAGING + "/" + id;
  }

  /** Where commit {@code seq} put the file {@code path} that it replaced. */
  public Path replaced(long seq, String path) {
    return files.at("%s/%s/%020d/%s".formatted(table, REPLACED, seq, path));
  }

  /** The folder of the files that commits replaced, one folder per commit. */
  public Path replaced() {
    return files.at(table + "/" + REPLACED);
  }

  /** The file that asks {@code application} to stop after its current batch. */
  public Path stopRequest(String application) {
    return files.at(table + "/" + CONTROL + "/stop-" + application);
  }

  /** The table's folder. */
  public Path root() {
    return files.at(table);
  }
}
