package sparkify.producer.loop;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import sparkify.producer.line.LineSource;

/** One pass over all rounds. */
final class RoundLines implements LineSource {
  private final Rounds rounds;
  private volatile Round round;
  private long linesBefore;
  private long blankBefore;
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;
  private Duration later = Duration.ZERO;

  /** A round, so that another thread sees its number and its source together. */
  private record Round(int number, LineSource source) {}

  RoundLines(Rounds rounds) throws IOException {
    this.rounds = rounds;
    this.round = new Round(0, rounds.input().open());
  }

  @Override
  public byte @Nullable [] next() throws IOException {
    byte[] line = round.source().next();
    while (line == null && hasAnother()) {
      openNext();
      line = round.source().next();
    }
    if (line == null || round.source().tooLong() > 0) {
      return line;
    }
    if (round.number() > 0) {
      return rounds.clock().moved(line, later);
    }
    if (rounds.rounds() > 1) {
      learn(rounds.clock().millis(line));
    }
    return line;
  }

  /** Whether another round follows; not after one without lines. */
  private boolean hasAnother() {
    return round.number() + 1 < rounds.rounds() && lineNumber() > blankLines();
  }

  private void openNext() throws IOException {
    linesBefore = lineNumber();
    blankBefore = blankLines();
    int next = round.number() + 1;
    round.source().close();
    round = new Round(next, rounds.input().open());
    later = first > last ? Duration.ZERO : period().multipliedBy(next);
  }

  /** The smallest number of whole days that is larger than the span of all times. */
  private Duration period() {
    return Duration.ofDays(Duration.ofMillis(last).minusMillis(first).toDays() + 1);
  }

  private void learn(OptionalLong millis) {
    if (millis.isPresent()) {
      first = Math.min(first, millis.getAsLong());
      last = Math.max(last, millis.getAsLong());
    }
  }

  @Override
  public long lineNumber() {
    return linesBefore + round.source().lineNumber();
  }

  @Override
  public long tooLong() {
    return round.source().tooLong();
  }

  @Override
  public long blankLines() {
    return blankBefore + round.source().blankLines();
  }

  @Override
  public double fraction() {
    Round now = round;
    return (now.number() + now.source().fraction()) / rounds.rounds();
  }

  @Override
  public void close() throws IOException {
    round.source().close();
  }
}
