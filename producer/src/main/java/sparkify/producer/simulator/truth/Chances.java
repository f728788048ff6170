package sparkify.producer.simulator.truth;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import sparkify.producer.simulator.life.Continuation;
import sparkify.producer.simulator.life.Dice;
import sparkify.producer.simulator.life.Population;

/**
 * The probabilities of cancelling within {@link #HORIZONS} days of a morning, each the mean over
 * {@link #FUTURES} futures, with the standard error of that mean.
 */
final class Chances {
  /** In days. */
  static final List<Integer> HORIZONS = List.of(7, 14, 30);

  static final int FUTURES = 64;

  private final double[][] sums;
  private final double[][] squares;

  private Chances(int users) {
    sums = new double[HORIZONS.size()][users];
    squares = new double[HORIZONS.size()][users];
  }

  /**
   * Looks ahead from this morning.
   *
   * @param dice the dice of each future, by number
   */
  static Chances of(Population population, IntFunction<Dice> dice, ExecutorService workers)
      throws InterruptedException, ExecutionException {
    Chances chances = new Chances(population.size());
    List<Future<double[][]>> futures = new ArrayList<>();
    for (int number = 0; number < FUTURES; number++) {
      Dice own = dice.apply(number);
      futures.add(workers.submit(() -> oneFuture(population.copy(own))));
    }
    for (Future<double[][]> future : futures) {
      chances.add(future.get());
    }
    return chances;
  }

  /** The mean. */
  double mean(int horizon, int user) {
    return sums[horizon][user] / FUTURES;
  }

  /** Its standard error. */
  double error(int horizon, int user) {
    double mean = mean(horizon, user);
    double variance = Math.max(0, squares[horizon][user] / FUTURES - mean * mean);
    return StrictMath.sqrt(variance / (FUTURES - 1));
  }

  private static double[][] oneFuture(Population population) {
    Continuation future = new Continuation(population);
    double[][] probabilities = new double[HORIZONS.size()][population.size()];
    int lived = 0;
    for (int horizon = 0; horizon < probabilities.length; horizon++) {
      future.live(HORIZONS.get(horizon) - lived);
      lived = HORIZONS.get(horizon);
      for (int user = 0; user < population.size(); user++) {
        probabilities[horizon][user] = future.probability(user);
      }
    }
    return probabilities;
  }

  private void add(double[][] probabilities) {
    for (int horizon = 0; horizon < sums.length; horizon++) {
      for (int user = 0; user < sums[horizon].length; user++) {
        double probability = probabilities[horizon][user];
        sums[horizon][user] += probability;
        squares[horizon][user] += probability * probability;
      }
    }
  }
}
