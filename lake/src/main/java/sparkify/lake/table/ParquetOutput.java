package sparkify.lake.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import sparkify.common.ParallelTasks;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitSession.StagedFile;

/**
 * Parquet files that another writer, such as Spark's, has left in a folder within the staging
 * folder of a commit.
 *
 * @param staging the commit's staging folder, relative to the lake's
 * @param name of the folder within
 */
public record ParquetOutput(LakeFileSystem files, String staging, String name) {
  private static final int THREADS = 8;

  /**
   * Where a file belongs.
   *
   * @param folder relative to the lake's folder
   * @param minTime earliest time of its rows, epoch milliseconds
   * @param maxTime latest time of its rows, epoch milliseconds
   */
  public record Place(String folder, long minTime, long maxTime) {}

  /** The folder's full address. */
  public Path path() {
    return files.at(staging + "/" + name);
  }

  /**
   * The files, to be committed. Whatever wrote them has closed them, which is not enough to have
   * them on disk: so they are synced.
   *
   * @param places where the files of a folder within belong, given its path; empty for the top
   */
  public List<StagedFile> staged(Function<String, Place> places) throws IOException {
    List<Callable<StagedFile>> reads = new ArrayList<>();
    for (FileStatus file : files.visibleFiles(path())) {
      reads.add(() -> staged(file, places));
    }
    return new ParallelTasks("read the files written to " + path(), THREADS).run(reads);
  }

  private StagedFile staged(FileStatus file, Function<String, Place> places) throws IOException {
    files.sync(file.getPath());
    String within = file.getPath().toString().substring(path().toString().length() + 1);
    int slash = within.lastIndexOf('/');
    Place place = places.apply(slash < 0 ? "" : within.substring(0, slash));
    return new StagedFile(
        name + "/" + within,
        place.folder(),
        rowsIn(file),
        file.getLen(),
        place.minTime(),
        place.maxTime(),
        files.sha256(file.getPath()));
  }

  private long rowsIn(FileStatus file) throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromStatus(file, files.configuration()))) {
      return reader.getRecordCount();
    }
  }
}
