package sparkify.lake.table;

import java.io.Closeable;
import java.io.IOException;
import org.apache.hadoop.fs.Path;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitSession.StagedFile;

/** A Parquet file that is being written, and the memory that this takes. */
public final class OpenFile<T> implements Closeable {
  /** Heap that a writer takes before its first row: the buffers of Parquet, zstd and HDFS. */
  static final long FIXED_BYTES = 512 << 10;

  /** Asking a writer for its size costs about half as much as writing a row. */
  private static final int ROWS_PER_SAMPLE = 32;

  private final Place place;
  private final LakeOutputFile output;
  private final RecordWriter<T> writer;
  private long count;
  private long minTime = Long.MAX_VALUE;
  private long maxTime = Long.MIN_VALUE;
  private long bytes = FIXED_BYTES;

  /**
   * Where a file is written, and where it belongs.
   *
   * @param staging the staging folder
   * @param name relative to the staging folder
   * @param folder the folder it belongs in, relative to the lake's folder
   */
  public record Place(Path staging, String name, String folder) {
    Path path() {
      return new Path(staging, name);
    }
  }

  OpenFile(Place place, LakeOutputFile output, RecordWriter<T> writer) {
    this.place = place;
    this.output = output;
    this.writer = writer;
  }

  /**
   * Writes a record.
   *
   * @param time epoch milliseconds
   */
  public void write(T record, long time) throws IOException {
    writer.write(record);
    count++;
    minTime = Math.min(minTime, time);
    maxTime = Math.max(maxTime, time);
  }

  /** Whether enough rows were written since the last {@link #sample} to take another. */
  boolean isSampleDue() {
    return count % ROWS_PER_SAMPLE == 0;
  }

  /** Measures the memory that the file takes now, and returns how much more that is. */
  long sample() throws IOException {
    long before = bytes;
    bytes = FIXED_BYTES + writer.bufferedBytes();
    return bytes - before;
  }

  /** The memory that the file took when it was last measured. */
  long bytes() {
    return bytes;
  }

  /** Completes the file. */
  public StagedFile finish(LakeFileSystem files) throws IOException {
    writer.close();
    long length = files.length(place.path());
    return new StagedFile(
        place.name(), place.folder(), count, length, minTime, maxTime, output.sha256());
  }

  /** Gives up the file, which is left as it is. */
  @Override
  public void close() throws IOException {
    try {
      writer.close();
    } catch (IOException | RuntimeException e) {
      throw new IOException("Failed to close " + place.path(), e);
    }
  }
}
