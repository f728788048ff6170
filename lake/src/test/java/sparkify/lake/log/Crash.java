package sparkify.lake.log;

import java.io.Serial;
import org.apache.hadoop.fs.Path;
import sparkify.lake.fs.FileSystemHook;

/** The death of a process: no code handles it, and no operation works after it. */
public final class Crash extends Error {
  @Serial private static final long serialVersionUID = 1L;

  private Crash(String message) {
    super(message);
  }

  /** For hooks that decide themselves when to crash. */
  static Crash now() {
    return new Crash("by chance");
  }

  /** Ends the process before its {@code step}-th file-system operation, counted from 0. */
  public static final class At implements FileSystemHook {
    private final int step;
    private int steps;
    private String last = "nothing";

    /** Before operation {@code step}. */
    public At(int step) {
      this.step = step;
    }

    @Override
    public synchronized void before(String operation, Path path) {
      if (steps >= step) {
        last = operation + " " + path.toUri().getPath();
        steps = Integer.MAX_VALUE;
        throw new Crash("before " + last);
      }
      steps++;
    }

    /** Whether the process has died. */
    public synchronized boolean hasHappened() {
      return steps == Integer.MAX_VALUE;
    }

    @Override
    public synchronized String toString() {
      return "crash at step " + step + " before " + last;
    }
  }
}
