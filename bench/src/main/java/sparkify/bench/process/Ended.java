package sparkify.bench.process;

import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import sparkify.bench.run.Measurement;
import sparkify.common.OperatorError;

/**
 * A program that has done its work.
 *
 * @param output lines of its standard output
 * @param time from its start to its end
 */
public record Ended(String label, List<String> output, Duration time, Usage usage) {
  public Ended {
    output = List.copyOf(output);
  }

  /** From start to end. */
  public double seconds() {
    return time.toNanos() / 1e9;
  }

  /** What it used. */
  public Measurement used() {
    return usage.measurement();
  }

  /**
   * The last of its output that matches.
   *
   * @throws OperatorError when there is none
   */
  public MatchResult last(Pattern pattern) {
    return output.stream()
        .flatMap(line -> pattern.matcher(line).results())
        .reduce((first, second) -> second)
        .orElseThrow(
            () ->
                new OperatorError("Cannot find %s in the output of %s".formatted(pattern, label)));
  }
}
