package sparkify.producer;

import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sparkify.common.config.Settings;
import sparkify.common.feed.FeedKind;
import sparkify.producer.line.LineInput;
import sparkify.producer.trouble.TroublePlan;
import sparkify.producer.trouble.Troubled;

/** Which trouble some of the lines get into. */
final class TroubleOptions {
  private static final long DEFAULT_SEED = 1;

  @Option(
      names = "--inject",
      paramLabel = "KIND=SHARE,...",
      description =
          "Make trouble on purpose for this share of the lines, chosen by their numbers: "
              + "duplicate, late (by 1h of the input's time; late=0.01:2h by two), out-of-order "
              + "(by up to 100 lines), malformed, missing-field, wrong-type, unknown-field, "
              + "future, huge (900,000 bytes). What was done to which line is listed in "
              + "producer.side-directory, as NAME.injected.jsonl.")
  private @Nullable String inject;

  @Option(
      names = "--inject-seed",
      paramLabel = "N",
      description = "Another seed chooses other lines for --inject; default: " + DEFAULT_SEED + ".")
  private @Nullable Long seed;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec mixee;

  /** Whether there is to be any trouble. */
  boolean isUsed() {
    return plan() != null;
  }

  /** The lines of {@code feed} with their trouble; says where it is listed. */
  LineInput applyTo(LineInput input, FeedKind feed, Settings settings) {
    TroublePlan plan = plan();
    if (plan == null) {
      return input;
    }
    Troubled troubled = new Troubled(input, feed, plan, settings, InstantSource.system());
    var err = line().getErr();
    err.println("Injecting %s; see %s".formatted(plan.describe(), troubled.sideFile()));
    err.flush();
    return troubled;
  }

  private @Nullable TroublePlan plan() {
    if (inject == null) {
      if (seed != null) {
        throw new ParameterException(line(), "--inject-seed is for --inject");
      }
      return null;
    }
    try {
      return TroublePlan.parse(inject, seed == null ? DEFAULT_SEED : seed);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          line(), "Invalid value for option '--inject': " + e.getMessage(), e);
    }
  }

  private CommandLine line() {
    return Objects.requireNonNull(mixee).commandLine();
  }
}
