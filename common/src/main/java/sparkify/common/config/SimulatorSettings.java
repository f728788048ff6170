package sparkify.common.config;

import java.time.Instant;

/**
 * The simulated service.
 *
 * @param users number of users in the whole period
 * @param days number of days
 * @param seed determines every byte, together with the other three
 * @param start the first instant
 */
public record SimulatorSettings(int users, int days, long seed, Instant start) {
  /** The largest number of users: their profiles are kept in memory. */
  public static final int MAX_USERS = 1_000_000;

  /** The largest number of days. */
  public static final int MAX_DAYS = 3_650;

  static SimulatorSettings from(Section simulator) {
    return new SimulatorSettings(
        simulator.integer("users", 1, MAX_USERS),
        simulator.integer("days", 1, MAX_DAYS),
        simulator.longInteger("seed", Long.MIN_VALUE, Long.MAX_VALUE),
        simulator.instant("start"));
  }
}
