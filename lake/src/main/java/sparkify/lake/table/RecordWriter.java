package sparkify.lake.table;

import java.io.Closeable;
import java.io.IOException;

/** Writes records to one Parquet file. */
interface RecordWriter<T> extends Closeable {
  void write(T record) throws IOException;

  /** Memory that the records take which are not written yet, in bytes. */
  long bufferedBytes() throws IOException;

  /** Completes the file. */
  @Override
  void close() throws IOException;
}
