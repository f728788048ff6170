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
  private static final String CHECKPOINTS = COMMITS + "/_checkpoints";
  private static final String FILE_LISTS = COMMITS + "/_files";
  private static final String ARCHIVES = COMMITS + "/_archive";

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

  /** The folder of the checkpoints. */
  Path checkpoints() {
    return files.at(table + "/" + CHECKPOINTS);
  }

  Path checkpoint(long seq) {
    return new Path(checkpoints(), "%020d.json".formatted(seq));
  }

  /** The list of the live files of {@code folder} that was written for checkpoint {@code seq}. */
  Path fileList(String folder, long seq) {
    return files.at("%s/%s/%s/%020d.json".formatted(table, FILE_LISTS, folder, seq));
  }

  /** The folder of the archives, which hold the manifests that checkpoints cover. */
  Path archives() {
    return files.at(table + "/" + ARCHIVES);
  }

  /** The archive of the commits from {@code first} to {@code last}. */
  Path archive(long first, long last) {
    return new Path(archives(), "%020d-%020d.jsonl".formatted(first, last));
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
