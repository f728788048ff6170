package sparkify.producer.simulator;

import java.util.Arrays;
import java.util.Locale;
import sparkify.common.OperatorError;

/** The feeds that a simulated service has: each tells what the same users do. */
public enum SimulatedFeed {
  /** Pages as the service records them. */
  EVENTS("events"),
  /** Pages as its web server logs them, with those who are no users. */
  ACCESS("requests");

  private final String records;

  SimulatedFeed(String records) {
    this.records = records;
  }

  /** What it consists of, in the plural. */
  public String records() {
    return records;
  }

  /**
   * The feed of this name.
   *
   * @throws OperatorError when a service has no such feed
   */
  public static SimulatedFeed named(String name) {
    return Arrays.stream(values())
        .filter(feed -> feed.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new OperatorError(
                    "Cannot simulate the feed %s: a simulated service has the feeds events and access"
                        .formatted(name)));
  }
}
