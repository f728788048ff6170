package sparkify.common.progress;

import java.io.PrintWriter;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress for a terminal: a bar with percent, time left, count and rate. */
final class BarProgress implements Progress {
  private static final long STEPS = 10_000;

  private final PrintWriter out;
  private final String what;
  private final ProgressBar bar;

  BarProgress(PrintWriter out, String task, String what) {
    this.out = out;
    this.what = what;
    this.bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(STEPS)
            .setStyle(ProgressBarStyle.ASCII)
            .setUnit("%", STEPS / 100)
            .setUpdateIntervalMillis(250)
            .build();
  }

  @Override
  public void update(long count, double fraction, Duration elapsed, String detail) {
    bar.stepTo(Math.round(STEPS * fraction));
    double seconds = Math.max(1e-3, elapsed.toNanos() / 1e9);
    String more = detail.isEmpty() ? "" : ", " + detail;
    bar.setExtraMessage(" %,d %s, %,.0f/s%s".formatted(count, what, count / seconds, more));
  }

  @Override
  public void print(String line) {
    out.println();
    out.println(line);
    out.flush();
  }

  @Override
  public void close() {
    bar.close();
  }
}
