package sparkify.producer.follow;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import sparkify.producer.line.FileLines;
import sparkify.producer.line.LineSource;

/**
 * One pass over a file that is still written and those that take its place. A line that was never
 * ended counts as one when its file is over.
 */
final class FollowLines implements LineSource {
  private final FollowInput input;
  private LineSource current;
  private long generation;
  private long blankBefore;

  FollowLines(FollowInput input) {
    this.input = input;
    this.current = file();
  }

  private LineSource file() {
    return FileLines.of(
        input.file().toString(),
        new GrowingFile(input.file(), input.warnings()),
        input.maxLineBytes());
  }

  @Override
  public byte @Nullable [] next() throws IOException {
    byte[] line = current.next();
    while (line == null) {
      current.close();
      blankBefore += current.blankLines();
      current = file();
      generation++;
      line = current.next();
    }
    return line;
  }

  @Override
  public long generation() {
    return generation;
  }

  @Override
  public long lineNumber() {
    return current.lineNumber();
  }

  @Override
  public long tooLong() {
    return current.tooLong();
  }

  @Override
  public long blankLines() {
    return blankBefore + current.blankLines();
  }

  /** Not known: the file has no end. */
  @Override
  public double fraction() {
    return 0;
  }

  @Override
  public void close() throws IOException {
    current.close();
  }
}
