package sparkify.producer.route;

import org.jspecify.annotations.Nullable;

/** Finds the Kafka key of a line; a feed that is not JSON brings its own. */
public interface KeyFinder {
  /**
   * The key, or null when the line has none or cannot be what the feed is made of; never throws.
   */
  byte @Nullable [] key(byte[] line);
}
