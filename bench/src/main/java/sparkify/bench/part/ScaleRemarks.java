package sparkify.bench.part;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import sparkify.bench.run.Metric;
import sparkify.bench.run.Result;

/** What the sizes say together: which steps were left out, and how each step grows. */
final class ScaleRemarks {
  private static final String LINE = "  %-29s  %12s  %18s";

  private ScaleRemarks() {}

  static List<String> of(Result result) {
    List<String> remarks = new ArrayList<>();
    int trained = sizes(Step.TRAIN_AND_SCORE.time(), result).size();
    if (trained < sizes(SendAndLand.EVENTS, result).size()) {
      remarks.add(
          "  train --score: left out with fewer than %,d events, too few users cancel"
              .formatted(TrainPart.MIN_EVENTS));
    }
    List<String> growth = seconds().flatMap(metric -> growth(metric, result)).toList();
    if (!growth.isEmpty()) {
      remarks.add(LINE.formatted("seconds ≈ a·events^b", "b, all sizes", "b, the two largest"));
      remarks.addAll(growth);
    }
    return remarks;
  }

  private static Stream<Metric> seconds() {
    return Stream.concat(Stream.of(Step.values()).map(Step::time), Stream.of(Pipeline.TOTAL));
  }

  /** A line; none if the step was run with only one size. */
  private static Stream<String> growth(Metric seconds, Result result) {
    List<Growth.Size> sizes = sizes(seconds, result);
    if (sizes.size() < 2) {
      return Stream.empty();
    }
    Growth growth = new Growth(sizes);
    return Stream.of(
        LINE.formatted(seconds.label(), number(growth.exponent()), number(growth.lastExponent())));
  }

  private static List<Growth.Size> sizes(Metric seconds, Result result) {
    var events = result.spreads(SendAndLand.EVENTS);
    return result.spreads(seconds).entrySet().stream()
        .map(
            size ->
                new Growth.Size(
                    Objects.requireNonNull(events.get(size.getKey())).median(),
                    size.getValue().median()))
        .toList();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
