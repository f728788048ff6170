package sparkify.producer.line;

import java.io.IOException;

/** Lines that can be read from the start any number of times, the same each time. */
public interface LineInput {
  /** What to call it in messages and in the name of a side file. */
  String name();

  /**
   * The SHA-256, in hex, of what decides every line: a file's bytes, or a simulation's parameters.
   */
  String sha256() throws IOException;

  /** Starts reading at the first line. */
  LineSource open() throws IOException;
}
