package sparkify.common.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import sparkify.common.OperatorError;
import sparkify.common.RootCause;
import sparkify.common.config.Durations;
import sparkify.common.config.KafkaSettings;

/**
 * Asks a broker about topics and creates them.
 *
 * <p>Every question waits {@code kafka.timeout} at most; what fails is an {@link OperatorError}
 * that names the topic and the bootstrap servers. May be shared between threads.
 */
public final class Topics implements AutoCloseable {
  private final KafkaSettings settings;
  private final Admin admin;

  private Topics(KafkaSettings settings, Admin admin) {
    this.settings = settings;
    this.admin = admin;
  }

  /** Opens a client; whether a broker answers shows at the first question. */
  public static Topics connect(KafkaSettings settings) {
    int timeout = Math.toIntExact(settings.timeout().toMillis());
    Properties options = settings.clientProperties();
    options.put("default.api.timeout.ms", timeout);
    options.put("request.timeout.ms", Math.min(timeout, 30_000));
    try {
      return new Topics(settings, Admin.create(options));
    } catch (KafkaException e) {
      throw new OperatorError(
          "Cannot use Kafka at " + settings.bootstrapServers() + ": " + RootCause.message(e), e);
    }
  }

  /** The topic as it is, created first with the partitions and replication set when missing. */
  public TopicState ensure(String topic) {
    return ensure(topic, settings.partitions(), settings.replication());
  }

  /**
   * The topic as it is, created first when missing.
   *
   * @param partitions of a topic that has to be created; one that exists is left as it is
   * @param replication likewise; -1 leaves it to the broker
   */
  public TopicState ensure(String topic, int partitions, short replication) {
    Optional<TopicState> found = find(topic);
    if (found.isPresent()) {
      return found.get();
    }
    Optional<Short> copies = replication < 0 ? Optional.empty() : Optional.of(replication);
    NewTopic wanted = new NewTopic(topic, Optional.of(partitions), copies);
    try {
      await(admin.createTopics(List.of(wanted)).all());
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw failure("Cannot create topic", topic, e);
      }
    }
    return whenKnown(topic);
  }

  /** A broker may not have heard yet of what the controller has just made. */
  private TopicState whenKnown(String topic) {
    long deadline = System.nanoTime() + settings.timeout().toNanos();
    Optional<TopicState> found = find(topic);
    while (found.isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(50_000_000);
      found = find(topic);
    }
    return found.orElseGet(() -> describe(topic));
  }

  /** The topic as it is. */
  public TopicState describe(String topic) {
    return find(topic)
        .orElseThrow(
            () -> new OperatorError("Cannot find topic " + topic + place() + ": nothing made it"));
  }

  /** The topic as it is, or nothing when there is none of this name. */
  public Optional<TopicState> find(String topic) {
    try {
      TopicDescription found = only(await(admin.describeTopics(List.of(topic)).allTopicNames()));
      int partitions = found.partitions().size();
      return Optional.of(
          new TopicState(
              topic,
              found.topicId().toString(),
              partitions,
              offsets(topic, partitions, OffsetSpec.earliest()),
              offsets(topic, partitions, OffsetSpec.latest())));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw failure("Cannot describe topic", topic, e);
    }
  }

  /** The names of all topics but Kafka's own. */
  public Set<String> names() {
    try {
      return await(admin.listTopics().names());
    } catch (ExecutionException e) {
      throw failure("Cannot list topics beside", "any", e);
    }
  }

  /** Deletes a topic, if there is one. */
  public void delete(String topic) {
    try {
      await(admin.deleteTopics(List.of(topic)).all());
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
        throw failure("Cannot delete topic", topic, e);
      }
    }
  }

  /** Bytes of the largest batch that the topic takes ({@code max.message.bytes}). */
  public int maxMessageBytes(String topic) {
    return Integer.parseInt(setting(topic, TopicConfig.MAX_MESSAGE_BYTES_CONFIG));
  }

  /** Whether the broker may remove a record because a later one has its key. */
  public boolean isCompacted(String topic) {
    return setting(topic, TopicConfig.CLEANUP_POLICY_CONFIG)
        .contains(TopicConfig.CLEANUP_POLICY_COMPACT);
  }

  private String setting(String topic, String name) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try {
      return only(await(admin.describeConfigs(List.of(resource)).all())).get(name).value();
    } catch (ExecutionException e) {
      throw failure("Cannot read the settings of topic", topic, e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }

  private Map<Integer, Long> offsets(String topic, int partitions, OffsetSpec spec)
      throws ExecutionException {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    IntStream.range(0, partitions).forEach(p -> asked.put(new TopicPartition(topic, p), spec));
    var committed = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
    Map<Integer, Long> offsets = new HashMap<>();
    await(admin.listOffsets(asked, committed).all())
        .forEach((partition, info) -> offsets.put(partition.partition(), info.offset()));
    return offsets;
  }

  private <T> T await(KafkaFuture<T> answer) throws ExecutionException {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperatorError("Cannot go on asking Kafka" + place() + ": interrupted", e);
    }
  }

  private OperatorError failure(String what, String topic, ExecutionException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    if (cause instanceof TimeoutException) {
      String waited = Durations.format(settings.timeout());
      return new OperatorError(
          "Cannot reach Kafka"
              + place()
              + " for topic "
              + topic
              + ": no answer within "
              + waited
              + " (kafka.timeout); is the broker up, and kafka.bootstrap-servers right?",
          cause);
    }
    return new OperatorError(what + " " + topic + place() + ": " + RootCause.message(cause), cause);
  }

  private static <T> T only(Map<?, T> answers) {
    return answers.values().iterator().next();
  }

  private String place() {
    return " at " + settings.bootstrapServers();
  }
}
