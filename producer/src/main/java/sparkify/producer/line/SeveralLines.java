package sparkify.producer.line;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One pass over several inputs, of which each is opened when the one before has ended. */
final class SeveralLines implements LineSource {
  private final Iterator<SeveralInputs.Part> left;
  private final long totalBytes;
  private long linesBefore;
  private long blankBefore;

  /** Any thread may look at it. */
  private volatile Current current = new Current(new NoLines(), 0, 0);

  private record Current(LineSource lines, long bytesBefore, long bytes) {}

  SeveralLines(List<SeveralInputs.Part> parts) {
    this.left = parts.iterator();
    this.totalBytes = parts.stream().mapToLong(SeveralInputs.Part::bytes).sum();
  }

  @Override
  public byte @Nullable [] next() throws IOException {
    byte[] line = current.lines.next();
    while (line == null && left.hasNext()) {
      goOn(left.next());
      line = current.lines.next();
    }
    return line;
  }

  private void goOn(SeveralInputs.Part part) throws IOException {
    Current over = current;
    linesBefore += over.lines.lineNumber();
    blankBefore += over.lines.blankLines();
    over.lines.close();
    current = new Current(new NoLines(), over.bytesBefore + over.bytes, 0);
    current = new Current(part.input().open(), current.bytesBefore, part.bytes());
  }

  @Override
  public long lineNumber() {
    return linesBefore + current.lines.lineNumber();
  }

  @Override
  public long tooLong() {
    return current.lines.tooLong();
  }

  @Override
  public long blankLines() {
    return blankBefore + current.lines.blankLines();
  }

  @Override
  public double fraction() {
    Current now = current;
    return totalBytes == 0
        ? 0
        : Math.min(1, (now.bytesBefore + now.lines.fraction() * now.bytes) / totalBytes);
  }

  @Override
  public void close() throws IOException {
    current.lines.close();
  }

  /** Before the first input, and if one cannot be opened. */
  private static final class NoLines implements LineSource {
    @Override
    public byte @Nullable [] next() {
      return null;
    }

    @Override
    public long lineNumber() {
      return 0;
    }

    @Override
    public double fraction() {
      return 0;
    }

    @Override
    public void close() {}
  }
}
