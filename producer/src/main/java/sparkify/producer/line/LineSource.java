package sparkify.producer.line;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One pass over a {@link LineInput}, for one thread except for {@link #fraction}. */
public interface LineSource extends AutoCloseable {
  /**
   * The next line that is not blank, without its line end, in a new array; empty if the line is too
   * long to be kept, see {@link #tooLong}; null at the end.
   *
   * @throws sparkify.common.OperatorError if the remaining lines cannot be read
   */
  byte @Nullable [] next() throws IOException;

  /**
   * The number of the line that {@link #next} returned last, from 1, counting blank lines; counted
   * over the whole input, but anew in each {@link #generation}.
   */
  long lineNumber();

  /**
   * How often the file that the line was read from had been replaced by another or truncated; 0 for
   * an input that is not followed.
   */
  default long generation() {
    return 0;
  }

  /**
   * The length of the line that {@link #next} returned last, if it was too long to be kept;
   * otherwise 0.
   */
  default long tooLong() {
    return 0;
  }

  /** The number of blank lines skipped so far. */
  default long blankLines() {
    return 0;
  }

  /** The share of the input read so far, 0 to 1; 0 if it is not known. Any thread may call this. */
  double fraction();

  /** Stops reading. */
  @Override
  void close() throws IOException;
}
