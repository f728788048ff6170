package sparkify.model.learn;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;

/**
 * A trait of users by which the test rows are divided into segments.
 *
 * @param names of the segments
 * @param features whose columns tell a row's segment
 * @param limits for each segment but the last, the condition by which a row is in it, if it is in
 *     none before; the last has all others
 */
record Trait(String name, List<String> names, List<String> features, List<Column> limits) {
  Trait {
    names = List.copyOf(names);
    features = List.copyOf(features);
    limits = List.copyOf(limits);
  }

  /** The traits whose features are among {@code features}. */
  static List<Trait> among(List<String> features) {
    return Stream.of(
            flags("level", List.of("paid", "free"), List.of("level_paid")),
            flags(
                "device",
                List.of("Windows", "Mac", "Linux", "mobile", "other"),
                List.of("device_windows", "device_mac", "device_linux", "device_mobile")),
            bands("tenure", "tenure_days", 30, 60, 120),
            flags(
                "region",
                List.of("Northeast", "Midwest", "South", "West", "other"),
                List.of("region_northeast", "region_midwest", "region_south", "region_west")),
            flags("gender", List.of("female", "male or unknown"), List.of("gender_female")))
        .filter(trait -> features.containsAll(trait.features()))
        .toList();
  }

  /** The number of a row's segment, from 0, as a double. */
  Column segment() {
    Column number = lit((double) limits.size());
    for (int i = limits.size() - 1; i >= 0; i--) {
      number = when(limits.get(i), lit((double) i)).otherwise(number);
    }
    return number;
  }

  /** A segment per feature that is 0 or 1, and one for users of whom all are 0. */
  private static Trait flags(String name, List<String> names, List<String> features) {
    return new Trait(name, names, features, features.stream().map(f -> col(f).gt(0.5)).toList());
  }

  /** Segments of users with less than so many days, and one for those with more. */
  private static Trait bands(String name, String feature, int... days) {
    Stream<String> below =
        IntStream.range(0, days.length)
            .mapToObj(i -> (i == 0 ? "under " : days[i - 1] + " to ") + days[i] + " days");
    Stream<String> beyond = Stream.of(days[days.length - 1] + " days or more");
    return new Trait(
        name,
        Stream.concat(below, beyond).toList(),
        List.of(feature),
        IntStream.of(days).mapToObj(d -> col(feature).lt(d)).toList());
  }
}
