package sparkify.producer.line;

import java.io.IOException;

/**
 * Lines that can be read from the start any number of times, the same each time, unless they come
 * from a pipe or a file that is followed.
 */
public interface LineInput {
  /** The name for messages and for the side file: one that a file can have. */
  String name();

  /**
   * The SHA-256, in hex, of what determines every line: a file's bytes, or a simulation's
   * parameters.
   */
  String sha256() throws IOException;

  /** Starts reading at the first line. */
  LineSource open() throws IOException;
}
