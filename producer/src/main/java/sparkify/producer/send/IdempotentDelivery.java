package sparkify.producer.send;

import java.time.Duration;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.errors.InterruptException;
import sparkify.producer.route.RoutedLine;

/**
 * Sends lines that are in the topic as soon as the broker acknowledges them.
 *
 * <p>The first one that fails closes the producer at once, so that nothing after it is sent.
 */
final class IdempotentDelivery implements Delivery {
  private final KafkaProducer<byte[], byte[]> producer;
  private final RecordSender sender;
  private final Tally tally;

  IdempotentDelivery(Producers producers, String topic, Tally tally) {
    this.producer = producers.idempotent();
    this.tally = tally;
    this.sender =
        new RecordSender(
            producers.destination(topic), producer, tally, () -> producer.close(Duration.ZERO));
  }

  @Override
  public long send(RoutedLine line) throws InterruptedException {
    return sender.send(line);
  }

  @Override
  public void pass(RoutedLine line) {}

  @Override
  public long untilCommit(long now) {
    return Long.MAX_VALUE;
  }

  @Override
  public void commit() throws InterruptedException {
    try {
      producer.flush();
    } catch (InterruptException e) {
      Thread.interrupted();
      throw new InterruptedException("Interrupted while waiting for the last acknowledgements");
    }
    sender.rethrow();
  }

  @Override
  public long retries() {
    return sender.retries();
  }

  @Override
  public void close(Duration patience) {
    sender.close(patience);
    tally.giveUp();
  }
}
