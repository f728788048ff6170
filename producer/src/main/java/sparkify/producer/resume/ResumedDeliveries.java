package sparkify.producer.resume;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import sparkify.common.OperatorError;
import sparkify.common.config.KafkaSettings;
import sparkify.common.kafka.KafkaFailures;
import sparkify.common.kafka.TopicState;
import sparkify.common.kafka.Topics;
import sparkify.producer.send.Deliveries;
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
      producer.initTransactions();
      Marker marker = next(markers.last(resume.id()));
      producer.beginTransaction();
      var unused = producer.send(markers.marker(resume.id(), marker));
      producer.commitTransaction();
      begun = true;
      return new Beginning(delivery(producer, tally, marker), marker.position());
    } catch (KafkaException e) {
      throw closing(
          producer,
          KafkaFailures.cannot(
              "begin a transaction of the replay '%s' to topic %s"
                  .formatted(resume.id(), topic.name()),
              settings,
              e));
    } catch (OperatorError e) {
      throw closing(producer, e);
    }
  }

  private TransactionalDelivery delivery(
      KafkaProducer<byte[], byte[]> producer, Tally tally, Marker marker) {
    return new TransactionalDelivery(
        topic.name(),
        producer,
        tally,
        position -> markers.marker(resume.id(), marker.at(position)));
  }

  private static OperatorError closing(KafkaProducer<byte[], byte[]> producer, OperatorError e) {
    producer.close(Duration.ZERO);
    return e;
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
