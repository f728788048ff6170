package sparkify.producer.send;

import java.time.Duration;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sparkify.common.OperatorError;
import sparkify.producer.route.Position;
import sparkify.producer.route.RoutedLine;

/**
 * Sends lines in transactions, each of which ends with a record that says how far it goes, and is
 * committed within a second of its first line.
 */
public final class TransactionalDelivery implements Delivery {
  private static final Logger log = LoggerFactory.getLogger(TransactionalDelivery.class);
  // The other half of the second is for the commit itself.
  private static final long COMMIT_AFTER_NANOS = 500_000_000;
  // So that a slow link is done with a transaction before the broker gives it up.
  private static final long COMMIT_AFTER_BYTES = 64 << 20;

  private final Destination destination;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Tally tally;
  private final Function<Position, ProducerRecord<byte[], byte[]>> marker;
  private final RecordSender sender;
  private Position end;
  private boolean open;
  private boolean marked;
  private boolean closed;
  private long begun;
  private long bytes;

  /**
   * Sends to {@code destination}.
   *
   * @param producer a producer whose transactions have been initialised
   * @param from how far the last transaction went
   * @param marker the record that says how far a transaction goes
   */
  public TransactionalDelivery(
      Destination destination,
      KafkaProducer<byte[], byte[]> producer,
      Tally tally,
      Position from,
      Function<Position, ProducerRecord<byte[], byte[]>> marker) {
    this.destination = destination;
    this.producer = producer;
    this.tally = tally;
    this.end = from;
    this.marker = marker;
    this.sender = new RecordSender(destination, producer, tally, () -> {});
  }

  @Override
  public long send(RoutedLine line) throws InterruptedException {
    begin();
    try {
      long now = sender.send(line);
      end = line.end();
      bytes += line.value().length;
      return now;
    } catch (OperatorError e) {
      throw LostTransactionException.ifLost(e);
    }
  }

  @Override
  public void pass(RoutedLine line) {
    begin();
    end = line.end();
  }

  @Override
  public long untilCommit(long now) {
    if (!open) {
      return Long.MAX_VALUE;
    }
    return bytes >= COMMIT_AFTER_BYTES ? 0 : begun + COMMIT_AFTER_NANOS - now;
  }

  @Override
  public void commit() throws InterruptedException {
    if (!open) {
      return;
    }
    try {
      if (!marked) {
        sender.rethrow();
        var unused = producer.send(marker.apply(end));
        marked = true; // After an interruption, only the commit may be tried again.
      }
      tally.committing(System.nanoTime());
      producer.commitTransaction();
    } catch (InterruptException e) {
      Thread.interrupted();
      throw new InterruptedException(
          "Interrupted while committing lines to topic " + destination.topic());
    } catch (OperatorError e) {
      throw LostTransactionException.ifLost(e);
    } catch (KafkaException | IllegalStateException e) {
      throw LostTransactionException.ifLost(failure(e));
    }
    open = false;
    tally.keep();
  }

  @Override
  public long retries() {
    return sender.retries();
  }

  /** Commits within this time, or takes back what is not committed. */
  @Override
  public void close(Duration patience) {
    if (closed) {
      return;
    }
    closed = true;
    Thread commit = new Thread(this::commitQuietly, "last-commit");
    commit.setDaemon(true);
    boolean wait = open && !patience.isZero();
    if (wait) {
      commit.start();
      join(commit, patience);
    }
    sender.close(commit.isAlive() ? Duration.ZERO : patience);
    join(commit, patience); // The closed producer ends it.
    tally.takeBack();
  }

  private void commitQuietly() {
    try {
      commit();
    } catch (OperatorError | InterruptedException e) {
      log.debug(
          "Not committed to topic {}",
          destination.topic(),
          e); // The summary says how many lines that are.
    }
  }

  private static void join(Thread thread, Duration patience) {
    try {
      thread.join(patience.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void begin() {
    if (!open) {
      try {
        producer.beginTransaction();
      } catch (KafkaException | IllegalStateException e) {
        throw LostTransactionException.ifLost(failure(e));
      }
      open = true;
      marked = false;
      bytes = 0;
      begun = System.nanoTime();
    }
  }

  /** The first failure of a line, or else this one. */
  private OperatorError failure(RuntimeException e) {
    return sender
        .failure()
        .orElseGet(
            () ->
                new OperatorError(
                    "Cannot commit lines to topic %s: %s"
                        .formatted(destination.topic(), destination.reason(e)),
                    e));
  }
}
