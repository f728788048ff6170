package sparkify.producer.send;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import sparkify.common.progress.Progress;
import sparkify.producer.line.LineSource;

/** Checks a replay four times a second: its progress, and whether the broker is silent. */
final class Watch implements AutoCloseable {
  private static final long EVERY_MS = 250;

  private final RecordSender sender;
  private final LineSource source;
  private final Progress progress;
  private final SilenceWatch silence;
  private final long limit;
  private final long begun = System.nanoTime();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "replay-watch");
            thread.setDaemon(true);
            return thread;
          });

  Watch(
      RecordSender sender, LineSource source, long limit, Progress progress, SilenceWatch silence) {
    this.sender = sender;
    this.source = source;
    this.limit = limit;
    this.progress = progress;
    this.silence = silence;
    var unused =
        timer.scheduleWithFixedDelay(this::tick, EVERY_MS, EVERY_MS, TimeUnit.MILLISECONDS);
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  @Override
  public void close() {
    timer.shutdownNow();
    try {
      boolean unused = timer.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    tick();
    progress.close();
  }

  private void tick() {
    long acknowledged = sender.acknowledged();
    double part = Math.max(source.fraction(), acknowledged / (double) limit);
    progress.update(acknowledged, Math.min(1, part), elapsed());
    long quietSince = sender.quietSince();
    long inFlight = sender.sent() - acknowledged;
    silence.tick(System.nanoTime(), inFlight, acknowledged, quietSince);
  }
}
