package sparkify.bench.flink;

import java.io.Serial;
import java.time.LocalDate;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.functions.sink.filesystem.BucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;
import org.apache.flink.table.data.RowData;

/** Puts a row into the folder of its UTC day. */
final class DateAssigner implements BucketAssigner<RowData, String> {
  @Serial private static final long serialVersionUID = 1L;

  private static final long DAY_MS = 86_400_000;

  /** Making the text takes longer than writing a column, and days follow each other in order. */
  private long day = Long.MIN_VALUE;

  private String folder = "";

  @Override
  public String getBucketId(RowData row, Context context) {
    long now = Math.floorDiv(row.getLong(Columns.TIME), DAY_MS);
    if (now != day) {
      day = now;
      folder = "date=" + LocalDate.ofEpochDay(day);
    }
    return folder;
  }

  @Override
  public SimpleVersionedSerializer<String> getSerializer() {
    return SimpleVersionedStringSerializer.INSTANCE;
  }
}
