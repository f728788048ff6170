package sparkify.producer.compare;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** All distributions: one for each {@link Trait} of rows, and those below. */
final class DistributionCatalogue {
  private DistributionCatalogue() {}

  static List<Distribution> distributions() {
    return Stream.concat(Arrays.stream(Trait.values()).map(Distribution::of), others()).toList();
  }

  private static Stream<Distribution> others() {
    return Stream.of(
        user("events per user", Bins.logarithmic(1, 100_000), Tally::rows),
        user("sessions per user", Bins.logarithmic(1, 1_000), user -> user.sessions().size()),
        user("active days per user", Bins.logarithmic(1, 1_000), Tally::activeDays),
        user(
            "account age at first event, days",
            Bins.of(0, 1, 7, 14, 30, 60, 90, 120, 180, 365),
            user -> user.first().age()),
        sessions("songs per session", Bins.logarithmic(1, 1_000), Session::songs),
        sessions("length of a session, minutes", Bins.logarithmic(1, 5_000), Session::minutes),
        Distribution.of("time between sessions, hours", Bins.logarithmic(0.1, 2_000), Tally::gaps),
        Distribution.ofRanks("user agents by rank", Bins.every(1, 100), Tally::agent),
        Distribution.ofRanks("places by rank", Bins.every(1, 200), Tally::place),
        Distribution.ofRanks("artists by rank", Bins.logarithmic(1, 1_000_000), Tally::artists),
        Distribution.ofRanks("songs by rank", Bins.logarithmic(1, 1_000_000), Tally::plays));
  }

  private static Distribution user(String name, Bins bins, ToDoubleFunction<Tally> value) {
    return Distribution.of(name, bins, user -> DoubleStream.of(value.applyAsDouble(user)));
  }

  private static Distribution sessions(String name, Bins bins, ToDoubleFunction<Session> value) {
    return Distribution.of(
        name, bins, user -> user.sessions().values().stream().mapToDouble(value));
  }
}
