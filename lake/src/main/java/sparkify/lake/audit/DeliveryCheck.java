package sparkify.lake.audit;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import sparkify.lake.audit.Problems.Kind;

/** Compares what the broker delivers of one partition with the offsets that the files hold. */
final class DeliveryCheck implements Delivered.Sink {
  private final int partition;
  private final Ledger ledger;
  private final @Nullable OffsetSet held;
  private final History history;
  private final RangeSums sums;
  private final boolean compacted;
  private final Problems problems;

  /** The current run of delivered offsets that are not in the lake; empty when both are equal. */
  private long runFrom;

  private long runUntil;

  /**
   * @param compacted whether the broker may have dropped records that it delivered before
   */
  DeliveryCheck(
      int partition,
      Ledger ledger,
      History history,
      RangeSums sums,
      boolean compacted,
      Problems problems) {
    this.partition = partition;
    this.ledger = ledger;
    this.held = ledger.offsets(partition);
    this.history = history;
    this.sums = sums;
    this.compacted = compacted;
    this.problems = problems;
  }

  @Override
  public void delivered(long from, ConsumerRecord<byte[], byte[]> item) {
    long at = item.offset();
    sums.add(item);
    checkNotDelivered(from, at);
    if ((held != null && held.contains(at)) || isExplained(at)) {
      endRun();
    } else {
      if (runUntil != at) {
        endRun();
        runFrom = at;
      }
      runUntil = at + 1;
    }
  }

  private boolean isExplained(long at) {
    return history.isGap(partition, at) || history.isCut(partition, at, at + 1);
  }

  @Override
  public void deleted(long begin) {
    sums.forget(begin);
  }

  @Override
  public void end(long from, long until) {
    checkNotDelivered(from, until);
    sums.end(until);
  }

  /** Reports the last run of offsets that did not land. */
  void finish() {
    endRun();
    sums.finish();
  }

  private void endRun() {
    if (runUntil > runFrom) {
      String why =
          ledger.isComplete(partition) ? "but the log calls it absent" : "but no file holds it";
      problems.add(
          Kind.DELIVERED,
          "%s of partition %d was delivered, %s".formatted(offsets(), partition, why));
    }
    runFrom = runUntil;
  }

  private String offsets() {
    return runUntil - runFrom == 1
        ? "offset " + runFrom
        : "each offset from %d to %d".formatted(runFrom, runUntil - 1);
  }

  /** A compacted topic may have dropped what it delivered before. */
  private void checkNotDelivered(long from, long until) {
    if (held == null || compacted) {
      return;
    }
    for (long at = held.next(from, until); at >= 0; at = held.next(at + 1, until)) {
      if (!history.isCut(partition, at, at + 1)) {
        problems.add(
            Kind.PHANTOM,
            "offset %d of partition %d is in the lake, but the broker does not deliver it"
                .formatted(at, partition));
      }
    }
  }
}
