package sparkify.common.progress;

import java.io.PrintWriter;
import java.time.Duration;
import sparkify.common.config.Durations;

/** Progress for a log: one line every ten seconds. */
final class LineProgress implements Progress {
  private static final Duration EVERY = Duration.ofSeconds(10);
  // A smaller share says nothing of the time left; of a file that is followed, none is known.
  private static final double TOO_LITTLE = 0.0001;

  private final PrintWriter out;
  private final String what;
  private Duration next = EVERY;
  private Duration last = Duration.ZERO;
  private long lastCount;

  LineProgress(PrintWriter out, String what) {
    this.out = out;
    this.what = what;
  }

  @Override
  public void update(long count, double fraction, Duration elapsed, String detail) {
    if (elapsed.compareTo(next) < 0) {
      return;
    }
    double seconds = elapsed.minus(last).toNanos() / 1e9;
    print(
        "%,d %s, %.0f%%, %,.0f/s%s%s"
            .formatted(
                count,
                what,
                100 * fraction,
                (count - lastCount) / seconds,
                eta(fraction, elapsed),
                detail.isEmpty() ? "" : ", " + detail));
    last = elapsed;
    lastCount = count;
    next = elapsed.plus(EVERY);
  }

  @Override
  public void print(String line) {
    out.println(line);
    out.flush();
  }

  @Override
  public void close() {}

  private static String eta(double fraction, Duration elapsed) {
    if (fraction < TOO_LITTLE || fraction >= 1) {
      return "";
    }
    long left = Math.round(elapsed.toMillis() * (1 - fraction) / fraction);
    return ", about " + Durations.format(Duration.ofSeconds(left / 1_000)) + " left";
  }
}
