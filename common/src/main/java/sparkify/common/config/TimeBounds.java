package sparkify.common.config;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * Which times of a feed's rows are accepted.
 *
 * @param minTs rows before this instant are rejected
 * @param maxAhead rows further than this in the future are rejected
 */
public record TimeBounds(Instant minTs, Duration maxAhead) implements Serializable {
  static TimeBounds from(Section feed) {
    return new TimeBounds(feed.instant("min-ts"), feed.duration("max-ahead", Duration.ZERO));
  }
}
