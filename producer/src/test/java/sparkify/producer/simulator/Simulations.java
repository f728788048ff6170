package sparkify.producer.simulator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import sparkify.common.config.Quirk;
import sparkify.common.config.ScenarioSettings;
import sparkify.common.config.SettingsLoader;
import sparkify.common.config.SimulatorSettings;
import sparkify.producer.line.LineInput;
import sparkify.producer.line.LineSource;

/** Services to test with, and what they write. */
public final class Simulations {
  private static final SimulatorSettings DEFAULTS = SettingsLoader.load(null, Map.of()).simulator();

  /** Where all of them begin. */
  public static final Instant START = DEFAULTS.start();

  private Simulations() {}

  public static SimulatorSettings settings(
      int users, int days, long seed, String scenario, Set<Quirk> quirks, int threads) {
    return new SimulatorSettings(
        users, days, seed, START, scenario, DEFAULTS.scenarios(), quirks, threads);
  }

  /** The service of the reference runs: everything happens to it, and it has all quirks. */
  static SimulatorSettings everything(int threads) {
    ScenarioSettings everything =
        new ScenarioSettings(
            0.2,
            1,
            new ScenarioSettings.PriceRise(5, 1),
            new ScenarioSettings.Outage(10, 2, 0.1),
            new ScenarioSettings.NewClient(8, 0.1),
            new ScenarioSettings.Drift(0.1, -0.1, 0.2, -0.2));
    return new SimulatorSettings(
        300, 21, 1, START, "all", Map.of("all", everything), EnumSet.allOf(Quirk.class), threads);
  }

  public static List<String> lines(LineInput input) {
    List<String> all = new ArrayList<>();
    try (LineSource lines = input.open()) {
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        all.add(new String(line, StandardCharsets.UTF_8));
      }
      return all;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static String sha256(LineInput input) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      lines(input).forEach(line -> digest.update(line.getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
