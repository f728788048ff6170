package sparkify.common.config;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * Which event times are believed.
 *
 * @param minTs an event before it is rejected
 * @param maxAhead an event further than this after now is rejected
 */
public record EventSettings(Instant minTs, Duration maxAhead) implements Serializable {
  static EventSettings from(Section event) {
    return new EventSettings(event.instant("min-ts"), event.duration("max-ahead", Duration.ZERO));
  }
}
