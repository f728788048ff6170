package sparkify.producer.simulator;

import sparkify.common.config.SimulatorSettings;
import sparkify.producer.line.LineInput;
import sparkify.producer.line.LineSource;

/**
 * A simulated music service as an input: the same settings give the same bytes, in time order,
 * however often it is opened and whatever the number of threads.
 *
 * @param service the settings of the service
 * @param feed what is written of it
 */
public record Simulator(SimulatorSettings service, SimulatedFeed feed) implements LineInput {
  /** The events of a service. */
  public Simulator(SimulatorSettings service) {
    this(service, SimulatedFeed.EVENTS);
  }

  @Override
  public String name() {
    return (feed == SimulatedFeed.EVENTS ? "simulation-" : "access-log-") + service.seed();
  }

  @Override
  public LineSource open() {
    return new SimulatedLines(service, feed);
  }
}
