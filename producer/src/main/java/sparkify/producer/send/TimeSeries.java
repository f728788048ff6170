package sparkify.producer.send;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import sparkify.common.OperatorError;

/** Writes the figures of a replay to a CSV file, one line a second. */
final class TimeSeries implements AutoCloseable {
  private static final String HEADER =
      "seconds,sent,events_per_second,behind_ms,in_flight,retries,p50_ms,p99_ms";

  private final @Nullable PrintWriter out;
  private long lastSent;
  private Duration last = Duration.ZERO;

  /**
   * Begins the file.
   *
   * @param file null for none
   */
  TimeSeries(@Nullable Path file) {
    try {
      out = file == null ? null : new PrintWriter(Files.newBufferedWriter(file));
    } catch (IOException e) {
      throw new OperatorError("Cannot write the report " + file + ": " + e, e);
    }
    if (out != null) {
      out.println(HEADER);
    }
  }

  void add(Figures figures) {
    if (out == null) {
      return;
    }
    double seconds = figures.time().minus(last).toNanos() / 1e9;
    out.println(
        String.format(
            Locale.ROOT,
            "%.3f,%d,%.1f,%.1f,%d,%d,%.3f,%.3f",
            figures.time().toNanos() / 1e9,
            figures.sent(),
            seconds <= 0 ? 0 : Math.max(0, figures.sent() - lastSent) / seconds,
            millis(figures.lag()),
            figures.inFlight(),
            figures.retries(),
            millis(figures.p50()),
            millis(figures.p99())));
    out.flush();
    last = figures.time();
    lastSent = figures.sent();
  }

  @Override
  public void close() {
    if (out != null) {
      out.close();
    }
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }
}
