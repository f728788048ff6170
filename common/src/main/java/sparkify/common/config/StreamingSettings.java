package sparkify.common.config;

import java.time.Duration;

/**
 * The landing application.
 *
 * @param initialRate events per second in the first batch
 * @param maxRatePerPartition largest number of events per second and partition in any batch
 * @param maxBatchBytes largest expected number of bytes in one commit
 * @param eventsPerTask a batch with fewer events per task uses fewer tasks
 * @param pollTimeout how long a task waits for records before it fails
 * @param maxAttempts attempts of one application within an hour
 */
public record StreamingSettings(
    Duration batchInterval,
    int initialRate,
    int maxRatePerPartition,
    long maxBatchBytes,
    int eventsPerTask,
    Duration pollTimeout,
    OnDataLoss onDataLoss,
    int maxAttempts,
    ApplicationSettings application) {

  /** What to do when the broker no longer has the offsets to land next. */
  public enum OnDataLoss {
    STOP,
    RECORD_GAP
  }

  static StreamingSettings from(Section streaming) {
    return new StreamingSettings(
        streaming.duration("batch-interval", Duration.ofMillis(100)),
        streaming.integer("initial-rate", 1, Integer.MAX_VALUE),
        streaming.integer("max-rate-per-partition", 1, Integer.MAX_VALUE),
        streaming.bytes("max-batch-bytes", 1 << 10),
        streaming.integer("events-per-task", 1, Integer.MAX_VALUE),
        streaming.duration("poll-timeout", Duration.ofSeconds(1)),
        streaming.choice("on-data-loss", OnDataLoss.class),
        streaming.integer("max-attempts", 1, 1_000),
        ApplicationSettings.from(streaming));
  }
}
