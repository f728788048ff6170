package sparkify.producer.simulator;

import sparkify.common.Sha256;
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
  /**
   * The SHA-256 of a reference run: part of the identity of every simulation, so that one of
   * another version, which gives other bytes for the same settings, is known to be different.
   */
  static final String REFERENCE =
      "803b5f8ee211718361d92c44e82320cc0639039b8960605e134e5cb92941c990";

  /** The same of the access log, for its identity. */
  static final String ACCESS_REFERENCE =
      "2f1c52c0618bf2a7d889694a662ebd3d53cfe5d9dc273632a8a3a62bd6893bc0";

  /** The events of a service. */
  public Simulator(SimulatorSettings service) {
    this(service, SimulatedFeed.EVENTS);
  }

  @Override
  public String name() {
    return (feed == SimulatedFeed.EVENTS ? "simulation-" : "access-log-") + service.seed();
  }

  @Override
  public String sha256() {
    String events =
        "simulator %s: users=%d days=%d seed=%d start=%s quirks=%s %s"
            .formatted(
                REFERENCE,
                service.users(),
                service.days(),
                service.seed(),
                service.start(),
                service.quirks(),
                service.world());
    return Sha256.hex(
        feed == SimulatedFeed.EVENTS
            ? events
            : "access log %s of %s".formatted(ACCESS_REFERENCE, events));
  }

  @Override
  public LineSource open() {
    return new SimulatedLines(service, feed);
  }
}
