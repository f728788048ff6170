package sparkify.model.frame;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Random events of a few users, as messy as the real ones, generated from a seed, as rows of the
 * lake's columns.
 */
final class RandomEvents {
  /** The columns of the rows: those of {@link Event#SCHEMA}, before they are read. */
  static final StructType LAKE =
      new StructType(
          Stream.of(Event.SCHEMA.fields())
              .map(
                  field ->
                      DataTypes.createStructField(inLake(field.name()), field.dataType(), true))
              .toArray(StructField[]::new));

  static final long START = Instant.parse("2018-10-01T03:20:00Z").toEpochMilli();
  private static final int DAYS = 61;
  private static final List<String> PAGES =
      List.of(
          "NextSong",
          "NextSong",
          "NextSong",
          "NextSong",
          "Thumbs Up",
          "Thumbs Down",
          "Roll Advert",
          "Add to Playlist",
          "Add Friend",
          "Error",
          "Help",
          "Downgrade",
          "Upgrade",
          "Home",
          "Submit Downgrade",
          "Submit Upgrade",
          "Settings",
          "Logout",
          "About",
          "Cancel");
  private static final List<String> AGENTS =
      List.of(
          "Mozilla/5.0 (Windows NT 6.1)",
          "Mozilla/5.0 (iPhone; CPU iPhone OS 7_1_2 like Mac OS X)",
          "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_9_4)",
          "Mozilla/5.0 (X11; Linux x86_64)",
          "curl");
  private static final List<String> PLACES =
      List.of("Salem, OR", "New York, NY-NJ-PA", "Chicago, IL-IN-WI", "Austin, TX", "Atlantis");

  private final Random random;

  RandomEvents(long seed) {
    random = new Random(seed);
  }

  private static String inLake(String column) {
    return switch (column) {
      case "device" -> "userAgent";
      case "region" -> "location";
      default -> column;
    };
  }

  /** Events of {@code users} users over two months, not in time order; every third user churns. */
  List<Row> of(int users) {
    List<Row> rows = new ArrayList<>();
    for (int user = 0; user < users; user++) {
      String id = user == 0 ? "" : String.valueOf(user);
      int events = 1 + random.nextInt(120);
      for (int i = 0; i < events; i++) {
        Row row = event(id, time());
        rows.add(row);
        if (random.nextInt(20) == 0) {
          rows.add(row); // Sent twice.
        }
      }
      if (user % 3 == 2) {
        rows.add(event(id, time(), "Cancellation Confirmation"));
      }
    }
    Collections.shuffle(rows, random);
    return rows;
  }

  /** An invented event at or after {@code from}. */
  Row invented(int users, long from) {
    String user = String.valueOf(random.nextInt(users + 2));
    long ts = from + random.nextInt(20) * random.nextLong(UserHistory.DAY_MS);
    return random.nextInt(10) == 0 ? event(user, ts, "Cancellation Confirmation") : event(user, ts);
  }

  /** {@code row} at another time. */
  static Row at(Row row, long ts) {
    return with(row, 1, ts);
  }

  /** {@code row} with another value in one column. */
  static Row with(Row row, int column, @Nullable Object value) {
    Object[] values = new Object[row.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i == column ? value : row.get(i);
    }
    return RowFactory.create(values);
  }

  /** Often on the hour, so that events coincide with each other and with the ends of windows. */
  private long time() {
    long offset = random.nextLong(DAYS * UserHistory.DAY_MS);
    long hour = 3_600_000;
    return START + (random.nextBoolean() ? offset : offset / hour * hour + 40 * 60_000);
  }

  private Row event(String user, long ts) {
    return event(user, ts, pick(PAGES));
  }

  private Row event(String user, long ts, String page) {
    boolean song = page.equals("NextSong");
    return RowFactory.create(
        user,
        ts,
        random.nextInt(50) == 0 ? null : (long) random.nextInt(12),
        random.nextInt(1_000),
        page,
        random.nextInt(15) == 0 ? 404 : 200,
        random.nextInt(30) == 0 ? null : pick(List.of("free", "paid")),
        song ? (Double) (random.nextInt(400_000) / 1000.0) : null,
        random.nextInt(9) == 0 ? null : START + (random.nextInt(120) - 60) * UserHistory.DAY_MS,
        pick(AGENTS),
        pick(PLACES),
        random.nextInt(20) == 0 ? null : pick(List.of("M", "F")));
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
