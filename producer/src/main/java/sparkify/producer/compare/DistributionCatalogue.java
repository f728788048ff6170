package sparkify.producer.compare;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** All distributions: one for each {@link Trait} of rows, and those below. */
final class DistributionCatalogue {
  private static final Bins COUNTS = Bins.logarithmic(1, 1_000_000).ofWholeNumbers();
  private static final Bins EVERY_RANK = Bins.every(1, 200).ofWholeNumbers();

  private DistributionCatalogue() {}

  static List<Distribution> distributions() {
    return Stream.concat(Arrays.stream(Trait.values()).map(Distribution::of), others()).toList();
  }

  private static Stream<Distribution> others() {
    return Stream.of(
        user("events per user", COUNTS, Tally::rows),
        user("sessions per user", COUNTS, user -> user.sessions().size()),
        user("active days per user", COUNTS, Tally::activeDays),
        user(
            "account age at first event, days",
            Bins.of(0, 1, 7, 14, 30, 60, 90, 120, 180, 365),
            user -> user.first().age()),
        sessions("songs per session", COUNTS, Session::songs),
        sessions("length of a session, minutes", Bins.logarithmic(1, 5_000), Session::minutes),
        Distribution.of("time between sessions, hours", Bins.logarithmic(0.1, 2_000), Tally::gaps),
        Distribution.ofRanks("user agents by rank", EVERY_RANK, Tally::agent),
        Distribution.ofRanks("places by rank", EVERY_RANK, Tally::place),
        Distribution.ofRanks("artists by rank", COUNTS, Tally::artists),
        Distribution.ofRanks("songs by rank", COUNTS, Tally::plays));
  }

  private static Distribution user(String name, Bins bins, ToDoubleFunction<Tally> value) {
    return Distribution.of(name, bins, user -> DoubleStream.of(value.applyAsDouble(user)));
  }

  private static Distribution sessions(String name, Bins bins, ToDoubleFunction<Session> value) {
    return Distribution.of(
        name, bins, user -> user.sessions().values().stream().mapToDouble(value));
  }
}
