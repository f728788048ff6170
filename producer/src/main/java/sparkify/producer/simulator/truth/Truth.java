package sparkify.producer.simulator.truth;

import sparkify.common.config.SimulatorSettings;
import sparkify.producer.line.LineInput;
import sparkify.producer.line.LineSource;
import sparkify.producer.simulator.Simulator;

/**
 * The truth about a simulated service as lines of CSV with a header: one per user and day, from the
 * day after the user registered to the day on which they cancel. Each says how things stand on that
 * day's UTC midnight: satisfaction and what each cause contributes to it, the hazard of cancelling
 * on that day and the cause that costs the user most satisfaction; then whether they cancel on it.
 * On weekly cutoffs, counted back from the end, it also says how likely the user is to cancel
 * within 7, 14 and 30 days, with the standard errors of these numbers.
 *
 * @param service the service
 */
public record Truth(SimulatorSettings service) implements LineInput {

  @Override
  public String name() {
    return "truth of " + new Simulator(service).name();
  }

  @Override
  public LineSource open() {
    return new TruthLines(service);
  }
}
