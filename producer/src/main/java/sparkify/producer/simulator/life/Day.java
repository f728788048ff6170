package sparkify.producer.simulator.life;

import java.util.BitSet;
import sparkify.common.config.ScenarioSettings;

/**
 * One day of the service.
 *
 * @param number 0 is the first day; negative before it
 * @param weekday 0 is Monday
 * @param left users who left on the day before; not to be changed
 * @param scenario what happens to the service
 */
record Day(int number, int weekday, BitSet left, ScenarioSettings scenario) {
  private static final double DRIFT_DAYS = 30;

  /** The factor of a change that takes {@code perMonth}, a logarithm, in 30 days. */
  double drifted(double perMonth) {
    return perMonth == 0 || number <= 0 ? 1 : StrictMath.exp(perMonth * number / DRIFT_DAYS);
  }
}
