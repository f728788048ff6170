package sparkify.producer.line;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Some of the lines of an input that follow each other.
 *
 * @param skip how many lines are left out at the beginning
 * @param limit the largest number of lines after these
 */
public record Slice(LineInput input, long skip, long limit) implements DerivedInput {
  @Override
  public String option() {
    return skip == 0 ? "" : "skip " + skip;
  }

  @Override
  public LineSource open() throws IOException {
    return new Lines(input.open(), skip, limit);
  }

  private static final class Lines extends ForwardingLines {
    private final long limit;
    private long skip;
    private final AtomicLong lines = new AtomicLong();

    Lines(LineSource all, long skip, long limit) {
      super(all);
      this.skip = skip;
      this.limit = limit;
    }

    @Override
    public byte @Nullable [] next() throws IOException {
      for (; skip > 0; skip--) {
        if (Thread.currentThread().isInterrupted()) {
          throw new InterruptedIOException("interrupted");
        }
        if (super.next() == null) {
          return null;
        }
      }
      if (lines.get() == limit) {
        return null;
      }
      lines.lazySet(lines.get() + 1);
      return super.next();
    }

    @Override
    public double fraction() {
      return Math.min(1, Math.max(super.fraction(), lines.get() / (double) limit));
    }
  }
}
