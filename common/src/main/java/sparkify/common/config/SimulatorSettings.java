package sparkify.common.config;

import java.time.Instant;

/**
 * The service that is simulated.
 *
 * @param users over the whole time
 * @param days simulated
 * @param seed decides every byte, together with the other three
 * @param start the first instant
 */
public record SimulatorSettings(int users, int days, long seed, Instant start) {
  /** The most users that a simulation may have: their profiles are kept in memory. */
  public static final int MAX_USERS = 1_000_000;

  /** The most days that a simulation may have. */
  public static final int MAX_DAYS = 3_650;

  static SimulatorSettings from(Section simulator) {
    return new SimulatorSettings(
        simulator.integer("users", 1, MAX_USERS),
        simulator.integer("days", 1, MAX_DAYS),
        simulator.longInteger("seed", Long.MIN_VALUE, Long.MAX_VALUE),
        simulator.instant("start"));
  }
}
