package sparkify.bench.flink;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;

/** The columns of the table of events. Our own classes are of other versions of the libraries. */
final class Columns {
  private static final LogicalType TEXT = new VarCharType(VarCharType.MAX_LENGTH);
  private static final LogicalType INT = new IntType();
  private static final LogicalType LONG = new BigIntType();
  private static final LogicalType DOUBLE = new DoubleType();

  private static final RowType.RowField[] FIELDS = {
    new RowType.RowField("ts", new BigIntType(false)),
    new RowType.RowField("userId", TEXT),
    new RowType.RowField("sessionId", LONG),
    new RowType.RowField("page", TEXT),
    new RowType.RowField("auth", TEXT),
    new RowType.RowField("method", TEXT),
    new RowType.RowField("status", INT),
    new RowType.RowField("level", TEXT),
    new RowType.RowField("itemInSession", INT),
    new RowType.RowField("location", TEXT),
    new RowType.RowField("userAgent", TEXT),
    new RowType.RowField("lastName", TEXT),
    new RowType.RowField("firstName", TEXT),
    new RowType.RowField("registration", LONG),
    new RowType.RowField("gender", TEXT),
    new RowType.RowField("artist", TEXT),
    new RowType.RowField("song", TEXT),
    new RowType.RowField("length", DOUBLE),
    new RowType.RowField("kafka_partition", new IntType(false)),
    new RowType.RowField("kafka_offset", new BigIntType(false)),
    new RowType.RowField("kafka_timestamp", new BigIntType(false)),
  };

  static final RowType TYPE = new RowType(List.of(FIELDS));

  static final int TIME = 0;
  static final int PARTITION = 18;
  static final int OFFSET = 19;
  static final int TIMESTAMP = 20;

  /** Columns of which nearly every value is another, so that a dictionary only costs time. */
  static final Set<String> DISTINCT =
      Set.of("ts", "kafka_offset", "kafka_timestamp", "artist", "song", "length");

  private static final Map<String, Integer> PLACES = places();

  private Columns() {}

  /** The place of a field of the event, or -1 if there is none of that name. */
  static int place(String name) {
    return PLACES.getOrDefault(name, -1);
  }

  private static Map<String, Integer> places() {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < PARTITION; i++) {
      places.put(FIELDS[i].getName(), i);
    }
    return places;
  }
}
