package sparkify.bench.run;

import java.io.Serial;

/** A part cannot be run here, which is no failure. */
public final class Skipped extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public Skipped(String why) {
    super(why);
  }

  public Skipped(String why, Throwable cause) {
    super(why, cause);
  }
}
