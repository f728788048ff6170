package sparkify.producer.line;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Some of the lines of an input that follow each other.
 *
 * @param skip how many lines are left out at the beginning
 * @param limit the largest number of lines after these
 */
public record Slice(LineInput all, long skip, long limit) implements LineInput {
  @Override
  public String name() {
    return all.name();
  }

  @Override
  public List<String> options() {
    List<String> options = new ArrayList<>(all.options());
    if (skip > 0) {
      options.add("skip " + skip);
    }
    return options;
  }

  @Override
  public boolean isFollowed() {
    return all.isFollowed();
  }

  @Override
  public boolean isRepeatable() {
    return all.isRepeatable();
  }

  @Override
  public LineSource open() throws IOException {
    return new Lines(all.open(), skip, limit);
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
