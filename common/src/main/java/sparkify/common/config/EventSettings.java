package sparkify.common.config;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * Which event times are accepted.
 *
 * @param minTs events before this instant are rejected
 * @param maxAhead events further than this in the future are rejected
 */
public record EventSettings(Instant minTs, Duration maxAhead) implements Serializable {
  static EventSettings from(Section event) {
    return new EventSettings(event.instant("min-ts"), event.duration("max-ahead", Duration.ZERO));
  }
}
