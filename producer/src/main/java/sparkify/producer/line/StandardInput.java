package sparkify.producer.line;

import java.io.FilterInputStream;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import sparkify.common.OperatorError;
import sparkify.producer.content.FileContent;

/** The lines of standard input, which can be read only once. */
public final class StandardInput implements LineInput {
  private final int maxLineBytes;
  private final AtomicBoolean read = new AtomicBoolean();

  /**
   * Reads nothing yet.
   *
   * @param maxLineBytes the longest line to keep
   */
  public StandardInput(int maxLineBytes) {
    this.maxLineBytes = maxLineBytes;
  }

  @Override
  public String name() {
    return "stdin";
  }

  @Override
  public boolean isRepeatable() {
    return false;
  }

  @Override
  public LineSource open() {
    if (read.getAndSet(true)) {
      throw new OperatorError("Cannot read standard input a second time; name a file instead");
    }
    return FileLines.of(FileContent.of("standard input", new Open(System.in)), maxLineBytes);
  }

  /** Is not closed, because another thread may be waiting in it. */
  private static final class Open extends FilterInputStream {
    Open(InputStream in) {
      super(in);
    }

    @Override
    public void close() {}
  }
}
