package sparkify.producer.simulator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import sparkify.common.config.SimulatorSettings;
import sparkify.producer.LineInput;
import sparkify.producer.LineSource;

/**
 * A simulated music service as an input: the same settings give the same bytes, in the order of
 * time, however often it is opened.
 *
 * @param service what is simulated
 */
public record Simulator(SimulatorSettings service) implements LineInput {
  /** To be raised with every change that gives other bytes for the same settings. */
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
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(parameters.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  @Override
  public LineSource open() {
    return new SimulatedLines(service);
  }
}
