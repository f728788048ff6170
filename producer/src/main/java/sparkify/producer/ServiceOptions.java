package sparkify.producer;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sparkify.common.config.SimulatorSettings;

/** Which service is simulated; what is not given is as in the block {@code simulator}. */
final class ServiceOptions {
  @Option(
      names = "--like",
      paramLabel = "SIZE",
      description = "As many users and days as a real data set: mini, medium or full.")
  private @Nullable Size like;

  @Option(
      names = "--users",
      paramLabel = "N",
      description = "Number of users; default: simulator.users.")
  private @Nullable Integer users;

  @Option(
      names = "--days",
      paramLabel = "D",
      description = "Number of days; default: simulator.days.")
  private @Nullable Integer days;

  @Option(names = "--seed", paramLabel = "S", description = "Seed; default: simulator.seed.")
  private @Nullable Long seed;

  @Option(
      names = "--start",
      paramLabel = "INSTANT",
      description = "First instant, a midnight in UTC; default: simulator.start.")
  private @Nullable Instant start;

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      description =
          "What happens to the service: steady, growth, price-rise, outage, new-client, "
              + "drift, no-signal, or another one of simulator.scenarios; default: "
              + "simulator.scenario.")
  private @Nullable String scenario;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that simulate, the bytes are the same; default: simulator.threads.")
  private @Nullable Integer threads;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec mixee;

  /** The sizes of the real data sets. */
  enum Size {
    MINI(225),
    MEDIUM(448),
    FULL(22_278);

    private static final int DAYS = 61;

    private final int users;

    Size(int users) {
      this.users = users;
    }
  }

  /** The defaults with these options. */
  SimulatorSettings applyTo(SimulatorSettings defaults) {
    int defaultUsers = like == null ? defaults.users() : like.users;
    int defaultDays = like == null ? defaults.days() : Size.DAYS;
    return new SimulatorSettings(
        within("--users", users == null ? defaultUsers : users, SimulatorSettings.MAX_USERS),
        within("--days", days == null ? defaultDays : days, SimulatorSettings.MAX_DAYS),
        seed == null ? defaults.seed() : seed,
        midnight(start == null ? defaults.start() : start),
        known(scenario == null ? defaults.scenario() : scenario, defaults),
        defaults.scenarios(),
        defaults.quirks(),
        within(
            "--threads",
            threads == null ? defaults.threads() : threads,
            SimulatorSettings.MAX_THREADS));
  }

  private int within(String option, int value, int max) {
    if (value < 1 || value > max) {
      throw invalid(option, "must be from 1 to %d, got %d".formatted(max, value));
    }
    return value;
  }

  private Instant midnight(Instant instant) {
    if (!SimulatorSettings.isMidnight(instant)) {
      throw invalid("--start", "must be a midnight in UTC, got " + instant);
    }
    return instant;
  }

  private String known(String name, SimulatorSettings settings) {
    if (!settings.scenarios().containsKey(name)) {
      String names = String.join(", ", settings.scenarios().keySet());
      throw invalid("--scenario", "must be one of %s, got '%s'".formatted(names, name));
    }
    return name;
  }

  private ParameterException invalid(String option, String rule) {
    return new ParameterException(
        Objects.requireNonNull(mixee).commandLine(),
        "Invalid value for option '%s': %s".formatted(option, rule));
  }
}
