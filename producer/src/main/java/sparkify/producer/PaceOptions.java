package sparkify.producer;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import sparkify.common.config.Durations;
import sparkify.producer.send.ReplayPlan;

/** How fast and how much of an input is sent. */
final class PaceOptions {
  private static final Duration LONGEST = Duration.ofDays(1);

  @Option(
      names = "--time-interval",
      paramLabel = "DURATION",
      defaultValue = "0",
      converter = Interval.class,
      description = {
        "Time from one event to the next, such as 250ms or 1s;",
        "a bare number is seconds, 0 (the default) is as fast as possible."
      })
  private Duration interval = Duration.ZERO;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec mixee;

  private long limit = Long.MAX_VALUE;

  @Option(names = "--limit", paramLabel = "N", description = "Send only the first N lines.")
  void limit(long lines) {
    if (lines < 1 && mixee != null) {
      throw new ParameterException(
          mixee.commandLine(),
          "Invalid value for option '--limit': must be at least 1, got " + lines);
    }
    limit = lines;
  }

  /** The largest number of lines. */
  long limit() {
    return limit;
  }

  /** The plan with these options. */
  ReplayPlan applyTo(ReplayPlan plan) {
    return plan.every(interval).first(limit);
  }

  /** Parses the interval; an invalid one is a usage error. */
  static final class Interval implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        Duration interval = Durations.parse(text);
        if (interval.compareTo(LONGEST) <= 0) {
          return interval;
        }
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
      throw new TypeConversionException("must be at most a day; got '" + text + "'");
    }
  }
}
