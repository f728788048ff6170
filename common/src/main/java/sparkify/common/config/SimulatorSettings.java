package sparkify.common.config;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The simulated service.
 *
 * @param users number of users in the whole period
 * @param days number of days
 * @param seed determines every byte, together with the others but {@code threads}
 * @param start the first instant, a midnight in UTC
 * @param scenario what happens to the service, by name
 * @param scenarios all scenarios by name
 * @param quirks facts of the real data that it has
 * @param threads how many threads simulate; they change nothing in the bytes
 */
public record SimulatorSettings(
    int users,
    int days,
    long seed,
    Instant start,
    String scenario,
    Map<String, ScenarioSettings> scenarios,
    Set<Quirk> quirks,
    int threads) {
  /** The largest number of users: their profiles are kept in memory. */
  public static final int MAX_USERS = 1_000_000;

  /** The largest number of days. */
  public static final int MAX_DAYS = 3_650;

  /** The largest number of threads. */
  public static final int MAX_THREADS = 256;

  /** What happens to the service. */
  public ScenarioSettings world() {
    return Objects.requireNonNull(scenarios.get(scenario), scenario);
  }

  /** The same service with other users and dice. */
  public SimulatorSettings with(int newUsers, long newSeed) {
    return new SimulatorSettings(
        newUsers, days, newSeed, start, scenario, scenarios, quirks, threads);
  }

  /** Whether a service can begin at {@code start}. */
  public static boolean isMidnight(Instant start) {
    return start.getEpochSecond() % Duration.ofDays(1).toSeconds() == 0 && start.getNano() == 0;
  }

  private static int threads(Section simulator) {
    int threads = simulator.integer("threads", 0, MAX_THREADS);
    return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
  }

  static SimulatorSettings from(Section simulator) {
    Map<String, ScenarioSettings> scenarios =
        simulator.sections("scenarios", ScenarioSettings::from);
    Instant start = simulator.instant("start");
    if (!isMidnight(start)) {
      throw simulator.bad("start", start, "must be a midnight in UTC");
    }
    String scenario = simulator.text("scenario");
    if (!scenarios.containsKey(scenario)) {
      throw simulator.bad("scenario", scenario, "must be one of " + scenarios.keySet());
    }
    return new SimulatorSettings(
        simulator.integer("users", 1, MAX_USERS),
        simulator.integer("days", 1, MAX_DAYS),
        simulator.longInteger("seed", Long.MIN_VALUE, Long.MAX_VALUE),
        start,
        scenario,
        scenarios,
        simulator.choices("quirks", Quirk.class),
        threads(simulator));
  }
}
