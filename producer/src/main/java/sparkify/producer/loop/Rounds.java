package sparkify.producer.loop;

import java.io.IOException;
import sparkify.common.OperatorError;
import sparkify.common.feed.FeedKind;
import sparkify.common.feed.LineClock;
import sparkify.producer.line.DerivedInput;
import sparkify.producer.line.LineInput;
import sparkify.producer.line.LineSource;

/**
 * An input several times in a row, each round as if it had happened later: the times of round r
 * (from 0) are moved by r times the smallest number of whole days that is larger than the span of
 * the input's times. So hours of the day stay, and no event comes twice.
 *
 * <p>Lines without a time are the same in each round. Line numbers go on counting.
 *
 * @param input one round
 * @param rounds at least 1
 */
public record Rounds(LineInput input, int rounds, LineClock clock) implements DerivedInput {
  /**
   * @throws IllegalArgumentException if there is no round
   */
  public Rounds {
    if (rounds < 1) {
      throw new IllegalArgumentException("Invalid rounds: " + rounds + " (must be at least 1)");
    }
  }

  /**
   * Rounds of an input of {@code feed}.
   *
   * @throws OperatorError if the feed's records have no time, or the input can be read only once
   */
  public static Rounds of(LineInput input, int rounds, FeedKind feed) {
    LineClock clock =
        feed.clock()
            .orElseThrow(
                () ->
                    new OperatorError(
                        "Cannot loop %s: the feed %s has no time that could be moved, so each round would be the same records again"
                            .formatted(input.name(), feed.name())));
    if (!input.isRepeatable()) {
      throw new OperatorError(
          "Cannot loop %s: it can be read only once; save it to a file".formatted(input.name()));
    }
    return new Rounds(input, rounds, clock);
  }

  @Override
  public String option() {
    return "loop " + rounds;
  }

  @Override
  public LineSource open() throws IOException {
    return new RoundLines(this);
  }
}
