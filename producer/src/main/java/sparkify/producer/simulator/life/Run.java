package sparkify.producer.simulator.life;

import java.util.ArrayList;
import java.util.List;
import sparkify.common.config.Quirk;
import sparkify.common.config.SimulatorSettings;
import sparkify.producer.simulator.life.Dice.Stream;

/**
 * One of the services that a simulation consists of, one after the other: the quirk {@link
 * Quirk#RUNS} makes three of one.
 *
 * @param service its settings, with its own seed and share of the users
 * @param firstId the user id of its user 0
 */
public record Run(SimulatorSettings service, int firstId) {
  private static final int RUNS = 3;

  /** The runs of a simulation, in order. */
  public static List<Run> of(SimulatorSettings settings) {
    if (!settings.quirks().contains(Quirk.RUNS) || settings.users() < RUNS) {
      return List.of(new Run(settings, 1));
    }
    List<Run> runs = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      int first = (int) ((long) settings.users() * run / RUNS);
      int end = (int) ((long) settings.users() * (run + 1) / RUNS);
      long seed = Dice.of(settings.seed(), Stream.RUNS, run).bits();
      runs.add(new Run(settings.with(end - first, seed), 1 + first));
    }
    return runs;
  }
}
