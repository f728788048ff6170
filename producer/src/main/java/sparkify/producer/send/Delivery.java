package sparkify.producer.send;

import java.time.Duration;
import sparkify.producer.route.RoutedLine;

/** Brings lines to a topic, for one thread. */
public interface Delivery extends AutoCloseable {
  /**
   * Hands a line over and returns the {@link System#nanoTime} of that; waits while there is no
   * memory for it.
   *
   * @throws sparkify.common.OperatorError the first failure of any line, which may be an earlier
   *     one
   * @throws InterruptedException if the thread is interrupted; the line was not sent
   */
  long send(RoutedLine line) throws InterruptedException;

  /** Counts a line as read that cannot be sent. */
  void pass(RoutedLine line);

  /**
   * Nanoseconds from {@code now} until {@link #commit} is due; the largest if nothing waits for it.
   */
  long untilCommit(long now);

  /** Waits until all lines sent so far are in the topic for good. */
  void commit() throws InterruptedException;

  /** How often Kafka's client has sent something again; any thread may call this. */
  long retries();

  /** Waits this long for lines in flight, then gives up on them. */
  void close(Duration patience);

  @Override
  default void close() {
    close(Duration.ZERO);
  }
}
