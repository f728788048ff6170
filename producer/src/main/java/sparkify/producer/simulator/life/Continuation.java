package sparkify.producer.simulator.life;

import java.util.Arrays;
import java.util.BitSet;

/**
 * One way in which a service could go on: for each user the probability of cancelling within some
 * days, given what happens to them in it.
 *
 * <p>Users who leave are missed by their friends but live on, so that every user's hazard is known
 * on each day: the mean of 1 − ∏(1 − hazard) over many continuations is the probability.
 */
public final class Continuation {
  private final Population population;
  private final double[] stays;
  private final BitSet left = new BitSet();

  /**
   * @param population the users on the first morning, who are changed
   */
  public Continuation(Population population) {
    this.population = population;
    this.stays = new double[population.size()];
    Arrays.fill(stays, 1);
  }

  /** Lives some days. */
  public void live(int days) {
    for (int day = 0; day < days; day++) {
      BitSet leaving = new BitSet();
      for (int user = 0; user < stays.length; user++) {
        live(user, leaving);
      }
      population.endDayBut(leaving);
    }
  }

  /** The probability that the user has cancelled by now. */
  public double probability(int user) {
    return 1 - stays[user];
  }

  private void live(int user, BitSet leaving) {
    if (population.isThere(user)) {
      population.wakeUp(user);
      Life life = population.life(user);
      stays[user] *= 1 - life.hazard();
      if (life.leaves() && !left.get(user)) {
        left.set(user);
        leaving.set(user);
      }
    }
    if (population.isThere(user) || population.isNew(user)) {
      population.visits(user);
    }
  }
}
