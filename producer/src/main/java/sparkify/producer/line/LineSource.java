package sparkify.producer.line;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One reading of a {@link LineInput}; used by one thread, but for {@link #fraction}. */
public interface LineSource extends AutoCloseable {
  /**
   * The next line that is not blank, without its line end, in an array of its own; null at the end.
   *
   * @throws sparkify.common.OperatorError when the lines after the last one cannot be read
   */
  byte @Nullable [] next() throws IOException;

  /** The number of the line that {@link #next} returned last, from 1, blank lines counted. */
  long lineNumber();

  /** Blank lines passed over so far. */
  long blankLines();

  /** How much of the whole has been read, 0 to 1; may be asked from any thread. */
  double fraction();

  @Override
  void close() throws IOException;
}
