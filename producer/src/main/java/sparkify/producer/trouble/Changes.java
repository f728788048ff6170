package sparkify.producer.trouble;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import sparkify.common.feed.FeedKind;
import sparkify.common.feed.LineClock;
import sparkify.common.feed.Schema;
import sparkify.producer.trouble.Change.Changed;

/** How the lines of each feed can be changed. */
final class Changes {
  private static final Duration CENTURY = Duration.ofDays(36_525);

  private static final Map<String, Function<Schema, Map<TroubleKind, Change>>> BY_FEED =
      Map.of(
          "events",
          JsonChanges::all,
          "tracks",
          JsonChanges::all,
          "access",
          schema -> AccessChanges.all());

  private Changes() {}

  /** The changes of which the lines of {@code feed} are capable. */
  static Map<TroubleKind, Change> of(FeedKind feed) {
    Map<TroubleKind, Change> all = new EnumMap<>(TroubleKind.class);
    all.putAll(BY_FEED.getOrDefault(feed.name(), schema -> Map.of()).apply(feed.schema()));
    feed.clock().ifPresent(clock -> all.put(TroubleKind.FUTURE, moved(clock)));
    return all;
  }

  private static Change moved(LineClock clock) {
    return (line, random) -> {
      byte[] moved = clock.moved(line, CENTURY);
      return Arrays.equals(moved, line)
          ? null
          : new Changed(moved, "moved by " + CENTURY.toDays() + " days", null);
    };
  }
}
