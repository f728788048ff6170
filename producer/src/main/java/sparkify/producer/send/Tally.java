package sparkify.producer.send;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the records of a replay, over all its producers.
 *
 * <p>One thread sends and one is told of acknowledgements; any thread may read.
 */
public final class Tally {
  private final Latencies latencies = new Latencies();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private volatile long quietSince;
  private volatile boolean committing;
  private long kept;
  private long keptBytes;
  private long lost;

  /** Counts a record that is handed to the producer. */
  void sending(long now) {
    if (acknowledged.get() == sent.get()) {
      quietSince = now;
    }
    sent.lazySet(sent.get() + 1);
  }

  /** Takes back the last {@link #sending}. */
  void notSent() {
    sent.lazySet(sent.get() - 1);
  }

  void acknowledged(int size, long since, long now) {
    latencies.add(now - since);
    quietSince = now;
    bytes.lazySet(bytes.get() + size);
    acknowledged.lazySet(acknowledged.get() + 1);
  }

  /** A commit begins, for which the broker is waited for even if no record is in flight. */
  void committing(long now) {
    if (inFlight() == 0) {
      quietSince = now;
    }
    committing = true;
  }

  /** Nothing counted so far will be taken back. */
  void keep() {
    committing = false;
    kept = acknowledged.get();
    keptBytes = bytes.get();
  }

  /** Gives up on the records in flight; the producer is closed. */
  void giveUp() {
    lost = inFlight();
  }

  /** Forgets what was counted since {@link #keep}; the producer is closed. */
  void takeBack() {
    committing = false;
    lost = sent.get() - kept;
    sent.set(kept);
    acknowledged.set(kept);
    bytes.set(keptBytes);
  }

  long sent() {
    return sent.get();
  }

  long acknowledged() {
    return acknowledged.get();
  }

  /** Whether anything waits for an answer of the broker. */
  boolean isWaiting() {
    return committing || inFlight() > 0;
  }

  long inFlight() {
    return Math.max(0, sent.get() - acknowledged.get());
  }

  /** How many records the last producer gave up on. */
  long lost() {
    return lost;
  }

  /** Bytes of the acknowledged values. */
  long bytes() {
    return bytes.get();
  }

  /** The {@link System#nanoTime} since which no record in flight has been acknowledged. */
  long quietSince() {
    return quietSince;
  }

  Latencies latencies() {
    return latencies;
  }
}
