package sparkify.producer.send;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import sparkify.common.progress.Progress;
import sparkify.producer.pace.Pace;

/**
 * Looks at a replay four times a second: shows its progress, reports that the broker is silent, and
 * writes the time series.
 */
final class Watch implements AutoCloseable {
  private static final long EVERY_MS = 250;
  private static final int TICKS_PER_SECOND = 4;

  private final Tally tally;
  private final Progress progress;
  private final SilenceWatch silence;
  private final TimeSeries series;
  private final long begun = System.nanoTime();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "replay-watch");
            thread.setDaemon(true);
            return thread;
          });

  private volatile @Nullable Attempt attempt;
  private Latencies before = new Latencies();
  private Latencies lastSecond = new Latencies();
  private int ticks;

  /** What is being read and sent. */
  private record Attempt(DoubleSupplier fraction, Pace pace, Delivery delivery) {}

  Watch(Tally tally, Progress progress, SilenceWatch silence, TimeSeries series) {
    this.tally = tally;
    this.progress = progress;
    this.silence = silence;
    this.series = series;
    var unused =
        timer.scheduleWithFixedDelay(this::tick, EVERY_MS, EVERY_MS, TimeUnit.MILLISECONDS);
  }

  /**
   * Looks at this attempt from now on.
   *
   * @param fraction how much of its input is done, 0 to 1
   */
  void turnTo(DoubleSupplier fraction, Pace pace, Delivery delivery) {
    attempt = new Attempt(fraction, pace, delivery);
  }

  @Override
  public void close() {
    timer.shutdownNow();
    try {
      boolean unused = timer.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ticks = -1;
    tick();
    progress.close();
  }

  private void tick() {
    ticks++;
    boolean isSecond = ticks % TICKS_PER_SECOND == 0;
    if (isSecond) {
      lastSecond = tally.latencies().since(before);
      before = tally.latencies().since(new Latencies());
    }
    Figures figures = figures();
    progress.update(figures.sent(), figures.fraction(), figures.time(), figures.detail());
    silence.tick(
        System.nanoTime(),
        tally.isWaiting(),
        figures.inFlight(),
        figures.sent(),
        tally.quietSince());
    if (isSecond) {
      series.add(figures);
    }
  }

  private Figures figures() {
    Attempt now = attempt;
    return new Figures(
        Duration.ofNanos(System.nanoTime() - begun),
        tally.acknowledged(),
        tally.inFlight(),
        Duration.ofNanos(now == null ? 0 : now.pace.lag()),
        now == null ? 0 : now.delivery.retries(),
        lastSecond.quantile(0.5),
        lastSecond.quantile(0.99),
        now == null ? 0 : now.fraction.getAsDouble());
  }
}
