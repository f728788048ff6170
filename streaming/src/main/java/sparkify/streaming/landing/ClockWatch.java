package sparkify.streaming.landing;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import sparkify.common.config.Durations;

/**
 * Reports once that records were sent in the future by the driver's clock, and once that this is
 * over.
 *
 * <p>The records of a batch are in Kafka before the batch begins, so a later time of sending means
 * that a clock is wrong: the driver's, or that of the sender (of the broker, if the topic has
 * {@code message.timestamp.type=LogAppendTime}). A driver's clock that is ahead does not show; it
 * rejects nothing that is good.
 */
final class ClockWatch {
  private static final Duration TOLERATED = Duration.ofMinutes(1);

  /** One sender of many may have a wrong clock: not every batch has a record of it. */
  private static final Duration OVER_AFTER = Duration.ofMinutes(10);

  private final Consumer<String> report;
  private @Nullable Instant lastAhead;

  ClockWatch(Consumer<String> report) {
    this.report = report;
  }

  /**
   * Looks at a batch.
   *
   * @param begun when it began, by the driver's clock
   * @param newest the latest time of sending of its records
   */
  void look(Instant begun, Instant newest) {
    if (newest.isAfter(begun.plus(TOLERATED))) {
      if (lastAhead == null) {
        report.accept(
            "Clocks differ: by this driver's clock it is %s, but Kafka has a record that was sent at %s, %s later; correct the driver's clock or the sender's; a driver whose clock is behind can reject good events as ts-out-of-range (event.max-ahead)"
                .formatted(begun, newest, Durations.format(Duration.between(begun, newest))));
      }
      lastAhead = begun;
    } else if (lastAhead != null && begun.isAfter(lastAhead.plus(OVER_AFTER))) {
      report.accept(
          "Clocks agree again: no record of the last %s was sent after this driver's clock, which is now %s"
              .formatted(Durations.format(Duration.between(lastAhead, begun)), begun));
      lastAhead = null;
    }
  }
}
