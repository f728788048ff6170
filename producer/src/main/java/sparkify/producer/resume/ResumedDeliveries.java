package sparkify.producer.resume;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import sparkify.common.OperatorError;
import sparkify.common.config.Durations;
import sparkify.common.config.KafkaSettings;
import sparkify.common.kafka.KafkaFailures;
import sparkify.common.kafka.TopicState;
import sparkify.common.kafka.Topics;
import sparkify.producer.send.Deliveries;
import sparkify.producer.send.Destination;
import sparkify.producer.send.Producers;
import sparkify.producer.send.ReplayPlan;
import sparkify.producer.send.Resume;
import sparkify.producer.send.Tally;
import sparkify.producer.send.TransactionalDelivery;

/**
 * Deliveries that go on where the last one of the same id committed.
 *
 * <p>Each transaction holds lines and a marker, so either both are in Kafka or neither is. A new
 * producer of the id first ends the transactions of older ones, whose late requests Kafka refuses
 * from then on: only then is the last marker read. It is written once more at once, with this
 * process as its owner, by which a fenced process knows whether another has taken over.
 */
public final class ResumedDeliveries implements Deliveries {
  private static final long SETTLE_NANOS = 1_000_000_000;

  private final KafkaSettings settings;
  private final Producers producers;
  private final ReplayPlan plan;
  private final Resume resume;
  private final TopicState topic;
  private final MarkerTopic markers;
  private final String owner = UUID.randomUUID().toString();
  private boolean begun;

  /** Prepares deliveries of {@code plan}, which has an id to be resumed by. */
  public ResumedDeliveries(
      KafkaSettings settings,
      Topics topics,
      Producers producers,
      ReplayPlan plan,
      TopicState topic) {
    this.settings = settings;
    this.producers = producers;
    this.plan = plan;
    this.resume = Objects.requireNonNull(plan.resume());
    this.topic = topic;
    this.markers = MarkerTopic.of(settings, topics, topic.name());
  }

  @Override
  public Beginning begin(Tally tally) {
    if (begun) {
      requireStillMine();
    }
    KafkaProducer<byte[], byte[]> producer =
        producers.transactional("sparkify-replay." + topic.name() + "." + resume.id());
    try {
      initTransactions(producer);
      Marker marker = next(markers.last(resume.id()));
      producer.beginTransaction();
      var unused = producer.send(markers.marker(resume.id(), marker));
      producer.commitTransaction();
      begun = true;
      return new Beginning(delivery(producer, tally, marker), marker.position());
    } catch (KafkaException e) {
      close(producer);
      throw KafkaFailures.cannot(request(), settings, e);
    } catch (RuntimeException e) {
      close(producer);
      throw e;
    }
  }

  /** What is asked of the broker, for messages. */
  private String request() {
    return "begin a transaction of the replay '%s' to topic %s"
        .formatted(resume.id(), topic.name());
  }

  /** Waits for the broker no longer than for any other answer: its producer would for ever. */
  private void initTransactions(KafkaProducer<byte[], byte[]> producer) {
    FutureTask<Void> task = new FutureTask<>(producer::initTransactions, null);
    Thread thread = new Thread(task, "init-transactions");
    thread.setDaemon(true);
    thread.start();
    try {
      task.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw KafkaFailures.cannot(request(), settings, e.getCause() == null ? e : e.getCause());
    } catch (java.util.concurrent.TimeoutException e) {
      throw new OperatorError(
          "Cannot %s at %s: no answer within %s (kafka.timeout); check that the broker can keep transactions (transaction.state.log.replication.factor)"
              .formatted(
                  request(), settings.bootstrapServers(), Durations.format(settings.timeout())),
          new TimeoutException("initTransactions"));
    } catch (InterruptedException e) {
      throw new OperatorError("Cannot %s: interrupted".formatted(request()), e);
    }
  }

  /** Gives the producer up; an interrupt that is pending would keep it from closing. */
  private static void close(KafkaProducer<byte[], byte[]> producer) {
    boolean interrupted = Thread.interrupted();
    producer.close(Duration.ZERO);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private TransactionalDelivery delivery(
      KafkaProducer<byte[], byte[]> producer, Tally tally, Marker marker) {
    return new TransactionalDelivery(
        new Destination(topic.name(), settings),
        producer,
        tally,
        marker.position(),
        position -> markers.marker(resume.id(), marker.at(position)));
  }

  /**
   * The marker of this process at the position of the last one, which must be of the same replay.
   */
  private Marker next(Optional<Marker> last) {
    String writer = "process %d".formatted(ProcessHandle.current().pid());
    Marker mine =
        new Marker(
            topic.topicId(), topic.partitions(), plan.input().options(), 0, "0", owner, writer);
    if (last.isEmpty()) {
      if (resume.alone() && topic.logEnd().values().stream().anyMatch(end -> end > 0)) {
        throw resume.refusal(plan, "the topic holds records of something else");
      }
      return mine;
    }
    requireSame(last.get(), mine);
    return mine.at(last.get().position());
  }

  private void requireSame(Marker before, Marker now) {
    if (!before.topicId().equals(now.topicId())) {
      throw resume.refusal(
          plan,
          "it was begun with topic id %s, but the topic of that name now has id %s"
              .formatted(before.topicId(), now.topicId()));
    }
    if (before.partitions() != now.partitions()) {
      throw resume.refusal(
          plan,
          "it was begun with %d partitions, but the topic now has %d"
              .formatted(before.partitions(), now.partitions()));
    }
    if (!before.options().equals(now.options())) {
      throw resume.refusal(
          plan,
          "it was begun with the options %s, and now they are %s"
              .formatted(before.options(), now.options()));
    }
  }

  /** Waits first, so that whoever took over has written its marker. */
  private void requireStillMine() {
    LockSupport.parkNanos(SETTLE_NANOS);
    markers
        .last(resume.id())
        .filter(last -> !last.owner().equals(owner))
        .ifPresent(
            last -> {
              throw new OperatorError(
                  "Cannot go on with the replay '%s' to topic %s: %s has taken it over, and goes on where this one ended"
                      .formatted(resume.id(), topic.name(), last.writer()));
            });
  }
}
