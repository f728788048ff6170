package sparkify.lake.table;

import java.io.IOException;
import org.apache.parquet.hadoop.ParquetWriter;

/** Writes what a {@code WriteSupport} knows how to write. */
record SupportedWriter<T>(ParquetWriter<T> writer, LakeOutputFile output)
    implements RecordWriter<T> {
  @Override
  public void write(T record) throws IOException {
    writer.write(record);
  }

  @Override
  public long bufferedBytes() throws IOException {
    return Math.max(0, writer.getDataSize() - output.position());
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
