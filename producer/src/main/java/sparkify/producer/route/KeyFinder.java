package sparkify.producer.route;

import org.jspecify.annotations.Nullable;

/** Finds the Kafka key of a line; a feed that is not JSON needs its own. */
public interface KeyFinder {
  /** The key, or null if the line has none or is not valid; never throws. */
  byte @Nullable [] key(byte[] line);
}
