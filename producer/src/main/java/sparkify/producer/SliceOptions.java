package sparkify.producer;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sparkify.producer.line.LineInput;
import sparkify.producer.line.Slice;

/** Which lines of an input are used. */
final class SliceOptions {
  private long skip;
  private long limit = Long.MAX_VALUE;

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

  /** The lines of {@code input} that are used. */
  LineInput applyTo(LineInput input) {
    return skip == 0 && limit == Long.MAX_VALUE ? input : new Slice(input, skip, limit);
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
