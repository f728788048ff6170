package sparkify.producer;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sparkify.common.feed.FeedKind;
import sparkify.producer.line.LineInput;
import sparkify.producer.line.Slice;
import sparkify.producer.loop.Rounds;

/** Which lines of an input are used, and how often. */
final class SliceOptions {
  private long skip;
  private long limit = Long.MAX_VALUE;
  private int rounds = 1;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec mixee;

  @Option(names = "--skip", paramLabel = "N", description = "Leave out the first N lines.")
  void skip(long lines) {
    skip = atLeast("--skip", 0, lines);
  }

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Only the first N lines, after those left out.")
  void limit(long lines) {
    limit = atLeast("--limit", 1, lines);
  }

  @Option(
      names = "--loop",
      paramLabel = "N",
      description =
          "Send these lines N times, each time as if they had happened later, by as many "
              + "whole days as it takes to make every event another.")
  void loop(int times) {
    rounds = (int) atLeast("--loop", 1, times);
  }

  /** Whether an input is not used as it is. */
  boolean isUsed() {
    return skip > 0 || rounds > 1;
  }

  /** The lines of {@code input} that are used, of that feed. */
  LineInput applyTo(LineInput input, FeedKind feed) {
    boolean whole = skip == 0 && limit == Long.MAX_VALUE;
    LineInput slice = whole ? input : new Slice(input, skip, limit);
    return rounds == 1 ? slice : Rounds.of(slice, rounds, feed);
  }

  private long atLeast(String option, long least, long lines) {
    if (lines < least && mixee != null) {
      throw new ParameterException(
          mixee.commandLine(),
          "Invalid value for option '%s': must be at least %d, got %d"
              .formatted(option, least, lines));
    }
    return lines;
  }
}
