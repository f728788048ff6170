package sparkify.model.frame;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;
import sparkify.common.Sha256;

/**
 * The features of a small set of events that never changes. A feature that has other values here
 * than when a model was made is computed by another formula, and the model must not read it; what
 * else changes in the code does not matter.
 */
final class FrozenFrame {
  private static final String EVENTS = "frozen-events.tsv";
  private static final int DIGITS = 12;
  private static final long[] CUTOFFS =
      Stream.of("2018-10-15T00:00:00Z", "2018-11-05T00:00:00Z", "2018-11-26T00:00:00Z")
          .mapToLong(t -> Instant.parse(t).toEpochMilli())
          .toArray();

  private FrozenFrame() {}

  /** For each feature, a digest of its values. */
  static Map<String, String> digests() {
    List<Row> examples = examples();
    Map<String, String> digests = new LinkedHashMap<>();
    List<String> names = FeatureCatalogue.names();
    for (int i = 0; i < names.size(); i++) {
      digests.put(names.get(i), digest(examples, ExamplesOfUser.FIRST_FEATURE + i));
    }
    return digests;
  }

  /** The examples of all users, ordered by user and cutoff. */
  static List<Row> examples() {
    Map<String, List<Row>> users = new TreeMap<>();
    SortedMap<LocalDate, Long> days = new TreeMap<>();
    for (Row event : events()) {
      users.computeIfAbsent(event.getString(0), user -> new ArrayList<>()).add(event);
      days.merge(
          LocalDate.ofEpochDay(Math.floorDiv(event.getLong(1), UserHistory.DAY_MS)), 1L, Long::sum);
    }
    ObservedDays observed = new DayVolumes(days).observed();
    ExamplesOfUser examples = new ExamplesOfUser(CUTOFFS, observed, 0, new FoldHash(0, 2));
    List<Row> all = new ArrayList<>();
    users.forEach(
        (user, events) -> examples.call(user, events.iterator()).forEachRemaining(all::add));
    return all;
  }

  private static String digest(List<Row> examples, int column) {
    ByteBuffer bits = ByteBuffer.allocate(Double.BYTES * examples.size());
    examples.forEach(row -> bits.putDouble(row.getDouble(column)));
    return new Sha256().add(bits.array()).hex().substring(0, DIGITS);
  }

  /** The events as {@link EventRows} would read them, ordered by user and time. */
  private static List<Row> events() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                FrozenFrame.class.getResourceAsStream(EVENTS), StandardCharsets.UTF_8))) {
      return lines.lines().skip(1).map(FrozenFrame::event).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + EVENTS, e);
    }
  }

  private static Row event(String line) {
    String[] fields = line.split("\t", -1);
    return RowFactory.create(
        IntStream.range(0, fields.length).mapToObj(i -> value(i, fields[i])).toArray());
  }

  private static @Nullable Object value(int column, String text) {
    DataType type = Event.SCHEMA.fields()[column].dataType();
    if (text.isEmpty()) {
      return null;
    } else if (type.equals(DataTypes.LongType)) {
      return Long.valueOf(text);
    } else if (type.equals(DataTypes.IntegerType)) {
      return Integer.valueOf(text);
    } else if (type.equals(DataTypes.DoubleType)) {
      return Double.valueOf(text);
    }
    return switch (Event.SCHEMA.fields()[column].name()) {
      case "device" -> Device.of(text).name();
      case "region" -> Region.of(text).name();
      default -> text;
    };
  }
}
