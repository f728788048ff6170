package sparkify.producer.line;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Lines of another source, for sources that change some of its answers. */
public abstract class ForwardingLines implements LineSource {
  private final LineSource source;

  protected ForwardingLines(LineSource source) {
    this.source = source;
  }

  @Override
  public byte @Nullable [] next() throws IOException {
    return source.next();
  }

  @Override
  public long lineNumber() {
    return source.lineNumber();
  }

  @Override
  public long generation() {
    return source.generation();
  }

  @Override
  public long tooLong() {
    return source.tooLong();
  }

  @Override
  public long blankLines() {
    return source.blankLines();
  }

  @Override
  public double fraction() {
    return source.fraction();
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
