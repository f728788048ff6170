package sparkify.producer.simulator;

import sparkify.common.Sha256;
import sparkify.common.config.SimulatorSettings;
import sparkify.producer.line.LineInput;
import sparkify.producer.line.LineSource;

/**
 * A simulated music service as an input: the same settings give the same bytes, in time order,
 * however often it is opened.
 *
 * @param service the settings of the service
 */
public record Simulator(SimulatorSettings service) implements LineInput {
  /** To be increased with every change that gives other bytes for the same settings. */
  private static final int EDITION = 1;

  @Override
  public String name() {
    return "simulation-" + service.seed();
  }

  @Override
  public String sha256() {
    String parameters =
        "simulator %d: users=%d days=%d seed=%d start=%s"
            .formatted(EDITION, service.users(), service.days(), service.seed(), service.start());
    return Sha256.hex(parameters);
  }

  @Override
  public LineSource open() {
    return new SimulatedLines(service);
  }
}
