package sparkify.producer;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import sparkify.common.OperatorError;
import sparkify.common.config.Durations;
import sparkify.common.feed.FeedKind;
import sparkify.common.feed.LineClock;
import sparkify.producer.pace.FileClock;
import sparkify.producer.pace.Schedule;

/** How fast lines are sent. */
final class PaceOptions {
  private static final Duration LONGEST = Duration.ofDays(1);

  @ArgGroup(exclusive = true)
  private Pace pace = new Pace();

  @Option(
      names = "--ramp",
      paramLabel = "DURATION",
      converter = Interval.class,
      description = "Take this long to reach that pace, from standstill.")
  private @Nullable Duration ramp;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec mixee;

  /** At most one of these. */
  static final class Pace {
    @Option(
        names = "--time-interval",
        paramLabel = "DURATION",
        converter = Interval.class,
        description =
            "Time from one event to the next, such as 250ms or 1s; a bare number is "
                + "seconds, 0 (the default) is as fast as possible.")
    private @Nullable Duration interval;

    @Option(
        names = "--rate",
        paramLabel = "N",
        description = "Events per second, such as 1000 or 0.5.")
    private @Nullable Double rate;

    @Option(
        names = "--speedup",
        paramLabel = "X",
        description =
            "As the times of the lines say, X times faster: 1 is as it was recorded, 3600 "
                + "an hour in a second. Where time jumps back, another part begins.")
    private @Nullable Double speedup;
  }

  /** Makes the schedule of lines of {@code feed}. */
  Supplier<Schedule> schedule(FeedKind feed) {
    Supplier<Schedule> full = fullSpeed(feed);
    if (ramp == null || ramp.isZero()) {
      return full;
    }
    if (full.get() == Schedule.AT_ONCE) {
      throw invalid("--ramp needs a pace: --rate, --time-interval or --speedup");
    }
    Duration length = ramp;
    return () -> full.get().after(length);
  }

  private Supplier<Schedule> fullSpeed(FeedKind feed) {
    if (pace.rate != null) {
      double rate = positive("--rate", pace.rate);
      return () -> Schedule.rate(rate);
    }
    if (pace.speedup != null) {
      double speedup = positive("--speedup", pace.speedup);
      LineClock clock =
          feed.clock()
              .orElseThrow(
                  () ->
                      new OperatorError(
                          "Cannot follow the times of feed %s: its lines have none; use --rate"
                              .formatted(feed.name())));
      LongSupplier latest = () -> Instant.now().plus(LONGEST).toEpochMilli();
      return () -> new FileClock(clock, speedup, latest);
    }
    Duration interval = pace.interval == null ? Duration.ZERO : pace.interval;
    return () -> interval.isZero() ? Schedule.AT_ONCE : Schedule.every(interval);
  }

  private double positive(String option, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw invalid(
          "Invalid value for option '%s': must be above 0, got %s".formatted(option, value));
    }
    return value;
  }

  private ParameterException invalid(String message) {
    return new ParameterException(Objects.requireNonNull(mixee).commandLine(), message);
  }

  /** Parses a duration of at most a day; an invalid one is a usage error. */
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
