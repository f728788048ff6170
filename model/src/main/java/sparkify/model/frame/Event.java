package sparkify.model.frame;

import java.util.Objects;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * One action of a user: the columns that features are computed from.
 *
 * @param row of {@link #SCHEMA}
 */
record Event(Row row) {
  /** The columns read from the lake. Sorted by them, the events of a user are in time order. */
  static final StructType SCHEMA =
      new StructType()
          .add("userId", DataTypes.StringType)
          .add("ts", DataTypes.LongType)
          .add("sessionId", DataTypes.LongType)
          .add("itemInSession", DataTypes.IntegerType)
          .add("page", DataTypes.StringType)
          .add("status", DataTypes.IntegerType)
          .add("level", DataTypes.StringType)
          .add("artist", DataTypes.StringType)
          .add("song", DataTypes.StringType)
          .add("length", DataTypes.DoubleType)
          .add("registration", DataTypes.LongType)
          .add("userAgent", DataTypes.StringType)
          .add("location", DataTypes.StringType)
          .add("gender", DataTypes.StringType);

  /** Epoch milliseconds. */
  long ts() {
    return row.getLong(1);
  }

  @Nullable Long sessionId() {
    return row.getAs(2);
  }

  @Nullable Integer itemInSession() {
    return row.getAs(3);
  }

  /** The page, or an empty string. */
  String page() {
    return Objects.requireNonNullElse(row.<@Nullable String>getAs(4), "");
  }

  /** Whether the user ran into an error: the page {@code Error}, or an HTTP status above 399. */
  boolean isError() {
    Integer status = row.getAs(5);
    return page().equals("Error") || (status != null && status >= 400);
  }

  @Nullable String level() {
    return row.getAs(6);
  }

  @Nullable String artist() {
    return row.getAs(7);
  }

  @Nullable String song() {
    return row.getAs(8);
  }

  /** Length of the song in seconds. */
  @Nullable Double length() {
    return row.getAs(9);
  }

  /** Epoch milliseconds. */
  @Nullable Long registration() {
    return row.getAs(10);
  }

  @Nullable String userAgent() {
    return row.getAs(11);
  }

  @Nullable String location() {
    return row.getAs(12);
  }

  @Nullable String gender() {
    return row.getAs(13);
  }

  /** Whether {@code other}, an event of the same user, is a copy of this one. */
  boolean isSameAction(Event other) {
    return ts() == other.ts()
        && Objects.equals(sessionId(), other.sessionId())
        && Objects.equals(itemInSession(), other.itemInSession());
  }
}
