package sparkify.common.feed;

import org.jspecify.annotations.Nullable;

/** Finds the Kafka key of a feed's lines. */
public interface KeyFinder {
  /** The key, or null if the line has none or is not valid; never throws. */
  byte @Nullable [] key(byte[] line);

  /** What the key is, such as {@code user}, for people. */
  default String meaning() {
    return "key";
  }
}
