package sparkify.producer.line;

import java.io.IOException;
import java.util.List;

/**
 * Lines that can be read from the start any number of times, the same each time, unless they come
 * from a pipe or a file that is followed.
 */
public interface LineInput {
  /** The name for messages and for the side file: one that a file can have. */
  String name();

  /** In what ways its lines differ from those it is made of, such as {@code skip 100}. */
  default List<String> options() {
    return List.of();
  }

  /** Whether it has no end, because what is appended is read as well. */
  default boolean isFollowed() {
    return false;
  }

  /** Whether {@link #open} may be called more than once. */
  default boolean isRepeatable() {
    return true;
  }

  /** Starts reading at the first line. */
  LineSource open() throws IOException;
}
