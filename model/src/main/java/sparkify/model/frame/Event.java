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
  /**
   * What is known of an event. Sorted by these columns, the events of a user are in time order.
   * {@code device} and {@code region} are constants of {@link Device} and {@link Region}: names are
   * cheaper to sort and to move than user agents and places.
   */
  static final StructType SCHEMA =
      new StructType()
          .add("userId", DataTypes.StringType)
          .add("ts", DataTypes.LongType)
          .add("sessionId", DataTypes.LongType)
          .add("itemInSession", DataTypes.IntegerType)
          .add("page", DataTypes.StringType)
          .add("status", DataTypes.IntegerType)
          .add("level", DataTypes.StringType)
          .add("length", DataTypes.DoubleType)
          .add("registration", DataTypes.LongType)
          .add("device", DataTypes.StringType)
          .add("region", DataTypes.StringType)
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

  boolean isSong() {
    return page().equals("NextSong");
  }

  /** Length of the song in seconds, if it is known. */
  @Nullable Double length() {
    return row.getAs(7);
  }

  /**
   * Length of the song in milliseconds, from 0 to one day, so that an absurd length neither
   * overflows nor subtracts; 0 if it is not known.
   */
  long lengthMs() {
    Double seconds = length();
    return seconds == null
        ? 0
        : Math.min(UserHistory.DAY_MS, Math.max(0, Math.round(seconds * 1000)));
  }

  /** Epoch milliseconds. */
  @Nullable Long registration() {
    return row.getAs(8);
  }

  /** Name of a {@link Device}. */
  @Nullable String device() {
    return row.getAs(9);
  }

  /** Name of a {@link Region}. */
  @Nullable String region() {
    return row.getAs(10);
  }

  @Nullable String gender() {
    return row.getAs(11);
  }

  /** Whether {@code other}, an event of the same user, is a copy of this one. */
  boolean isSameAction(Event other) {
    return ts() == other.ts()
        && Objects.equals(sessionId(), other.sessionId())
        && Objects.equals(itemInSession(), other.itemInSession());
  }
}
