package sparkify.lake.table;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;
import sparkify.common.feed.Parsed;

/** Reads files of rejected records. */
public final class RejectReader {
  private final Configuration configuration;

  /** Receives one record after the other. */
  public interface Each<T> {
    void accept(T record) throws IOException;
  }

  public RejectReader(Configuration configuration) {
    this.configuration = configuration;
  }

  /** Passes every record of {@code file}, in its order. */
  public void records(Path file, Each<RejectedRecord> each) throws IOException {
    read(file, RejectSupport.SCHEMA, row -> each.accept(record(row)));
  }

  /** Passes only why every record of {@code file} was rejected, without reading the records. */
  public void reasons(Path file, Each<Parsed.Rejected> each) throws IOException {
    read(file, RejectSupport.REASONS, row -> each.accept(rejected(row)));
  }

  private void read(Path file, MessageType columns, Each<Group> each) throws IOException {
    Configuration reading = new Configuration(configuration);
    reading.set(ReadSupport.PARQUET_READ_SCHEMA, columns.toString());
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), file).withConf(reading).build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        each.accept(row);
      }
    }
  }

  private static RejectedRecord record(Group row) {
    return new RejectedRecord(
        row.getString(RejectSupport.TOPIC, 0),
        row.getInteger(TableColumns.PARTITION, 0),
        row.getLong(TableColumns.OFFSET, 0),
        row.getLong(TableColumns.TIMESTAMP, 0),
        rejected(row),
        bytes(row, RejectSupport.KEY),
        bytes(row, RejectSupport.VALUE));
  }

  private static Parsed.Rejected rejected(Group row) {
    return new Parsed.Rejected(
        row.getString(RejectSupport.REASON, 0), row.getString(RejectSupport.DETAIL, 0));
  }

  private static byte @Nullable [] bytes(Group row, String column) {
    return row.getFieldRepetitionCount(column) == 0 ? null : row.getBinary(column, 0).getBytes();
  }
}
