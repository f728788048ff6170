package sparkify.common.kafka;

import static org.apache.kafka.common.IsolationLevel.READ_COMMITTED;
import static org.apache.kafka.common.IsolationLevel.READ_UNCOMMITTED;

import java.time.Instant;
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
import sparkify.common.catalogue.FeedCatalogue;
import sparkify.common.config.Dataset;
import sparkify.common.config.Durations;
import sparkify.common.config.KafkaSettings;

/**
 * Describes, creates and deletes topics.
 *
 * <p>Every request waits at most {@code kafka.timeout}; a failure is an {@link OperatorError} that
 * names the bootstrap servers and the topic, if there is one. Safe for use by several threads.
 */
public final class Topics implements AutoCloseable {
  private final KafkaSettings settings;
  private final Admin admin;

  private Topics(KafkaSettings settings, Admin admin) {
    this.settings = settings;
    this.admin = admin;
  }

  /** The topic that keeps how far the replays to {@code topic} have come. */
  public static String replaysOf(String topic) {
    return topic + ".replays";
  }

  /** Creates a client; it contacts a broker only with the first request. */
  public static Topics connect(KafkaSettings settings) {
    int timeout = Math.toIntExact(settings.timeout().toMillis());
    Properties options = settings.clientProperties();
    options.put("default.api.timeout.ms", timeout);
    options.put("request.timeout.ms", Math.min(timeout, 30_000));
    try {
      return new Topics(settings, Admin.create(options));
    } catch (KafkaException e) {
      throw KafkaFailures.cannot("use Kafka", settings, e);
    }
  }

  /** The state of a topic, which is created first if missing, as the settings say. */
  public TopicState ensure(String topic) {
    return ensure(topic, settings.partitions(), settings.replication());
  }

  /**
   * The state of a topic, which is created first if missing.
   *
   * @param partitions number of partitions of a new topic; an existing one is left unchanged
   * @param replication replicas of each partition of a new topic; -1 leaves it to the broker
   */
  public TopicState ensure(String topic, int partitions, short replication) {
    return ensure(topic, partitions, replication, Map.of());
  }

  /**
   * The state of a topic, which is created first if missing.
   *
   * @param config settings of a new topic, such as {@code cleanup.policy}
   */
  public TopicState ensure(
      String topic, int partitions, short replication, Map<String, String> config) {
    Optional<TopicState> found = find(topic);
    if (found.isPresent()) {
      return found.get();
    }
    Optional<Short> copies = replication < 0 ? Optional.empty() : Optional.of(replication);
    NewTopic wanted = new NewTopic(topic, Optional.of(partitions), copies).configs(config);
    try {
      await(admin.createTopics(List.of(wanted)).all());
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw failure("create topic " + topic, e);
      }
    }
    return whenKnown(topic);
  }

  /** Waits, because a broker may not yet know a topic that the controller has just created. */
  private TopicState whenKnown(String topic) {
    long deadline = System.nanoTime() + settings.timeout().toNanos();
    Optional<TopicState> found = find(topic);
    while (found.isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(50_000_000);
      found = find(topic);
    }
    return found.orElseGet(() -> describe(topic));
  }

  /**
   * The state of a topic.
   *
   * @throws OperatorError if it does not exist
   */
  public TopicState describe(String topic) {
    return find(topic).orElseThrow(() -> missing(topic));
  }

  /** The state of a topic, or empty if it does not exist. */
  public Optional<TopicState> find(String topic) {
    try {
      TopicDescription found = only(await(admin.describeTopics(List.of(topic)).allTopicNames()));
      return Optional.of(state(topic, found.topicId().toString(), found.partitions().size()));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw failure("describe topic " + topic, e);
    }
  }

  /**
   * Asks for the log's end before the last stable offset, so that new records are not held back.
   */
  private TopicState state(String topic, String id, int partitions) throws ExecutionException {
    Map<Integer, Long> begin = offsets(topic, partitions, OffsetSpec.earliest(), READ_COMMITTED);
    Map<Integer, Long> logEnd = offsets(topic, partitions, OffsetSpec.latest(), READ_UNCOMMITTED);
    Map<Integer, Long> end = offsets(topic, partitions, OffsetSpec.latest(), READ_COMMITTED);
    end.forEach((partition, stable) -> logEnd.merge(partition, stable, Math::max));
    return new TopicState(topic, id, partitions, begin, end, logEnd);
  }

  /** How many offsets come after {@code time}, by the timestamps of the records. */
  public long offsetsSince(TopicState topic, Instant time) {
    OffsetSpec spec = OffsetSpec.forTimestamp(time.toEpochMilli());
    try {
      long[] offsets = new long[1];
      offsets(topic.name(), topic.partitions(), spec, READ_UNCOMMITTED)
          .forEach((p, first) -> offsets[0] += since(first, topic.logEnd().getOrDefault(p, first)));
      return offsets[0];
    } catch (ExecutionException e) {
      throw failure("find the newest records of topic " + topic.name(), e);
    }
  }

  /**
   * @param first negative if there is no such record
   */
  private static long since(long first, long end) {
    return first < 0 ? 0 : Math.max(0, end - first);
  }

  /** The transactions that hold back records of a topic; empty if none do. */
  public List<OpenTransaction> openTransactions(TopicState topic) {
    List<TopicPartition> partitions =
        topic.heldBack().keySet().stream().map(p -> new TopicPartition(topic.name(), p)).toList();
    try {
      return partitions.isEmpty()
          ? List.of()
          : new OpenTransactions(admin, this::await).of(partitions);
    } catch (ExecutionException e) {
      throw failure("find the open transactions of topic " + topic.name(), e);
    }
  }

  /** The names of all topics except Kafka's own. */
  public Set<String> names() {
    try {
      return await(admin.listTopics().names());
    } catch (ExecutionException e) {
      throw failure("list topics", e);
    }
  }

  /** Deletes a topic if it exists. */
  public void delete(String topic) {
    try {
      await(admin.deleteTopics(List.of(topic)).all());
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
        throw failure("delete topic " + topic, e);
      }
    }
  }

  /** The largest batch that the topic accepts, in bytes ({@code max.message.bytes}). */
  public int maxMessageBytes(String topic) {
    return Integer.parseInt(setting(topic, TopicConfig.MAX_MESSAGE_BYTES_CONFIG));
  }

  /** Whether the broker may remove a record because a later one has the same key. */
  public boolean isCompacted(String topic) {
    return setting(topic, TopicConfig.CLEANUP_POLICY_CONFIG)
        .contains(TopicConfig.CLEANUP_POLICY_COMPACT);
  }

  private String setting(String topic, String name) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try {
      return only(await(admin.describeConfigs(List.of(resource)).all())).get(name).value();
    } catch (ExecutionException e) {
      throw failure("read the settings of topic " + topic, e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }

  private Map<Integer, Long> offsets(
      String topic, int partitions, OffsetSpec spec, IsolationLevel readers)
      throws ExecutionException {
    Map<TopicPartition, OffsetSpec> specs = new HashMap<>();
    IntStream.range(0, partitions).forEach(p -> specs.put(new TopicPartition(topic, p), spec));
    Map<Integer, Long> offsets = new HashMap<>();
    await(admin.listOffsets(specs, new ListOffsetsOptions(readers)).all())
        .forEach((partition, info) -> offsets.put(partition.partition(), info.offset()));
    return offsets;
  }

  private <T> T await(KafkaFuture<T> answer) throws ExecutionException {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OperatorError("Cannot wait for Kafka" + place() + ": interrupted", e);
    }
  }

  private OperatorError missing(String topic) {
    String remedy =
        Dataset.optionsOf(topic, FeedCatalogue.names())
            .map("send events first (./deploy.sh produce %s --input FILE)"::formatted)
            .orElse("create it first, or check its name");
    return new OperatorError(
        "Cannot find topic " + topic + place() + ": it does not exist; " + remedy);
  }

  /**
   * @param request what was to be done, such as "list topics"
   */
  private OperatorError failure(String request, ExecutionException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    if (cause instanceof TimeoutException) {
      return new OperatorError(
          "Cannot reach Kafka%s to %s: no answer within %s (kafka.timeout); check that the broker runs, that kafka.bootstrap-servers is right, and kafka.client if the broker needs TLS or a login"
              .formatted(place(), request, Durations.format(settings.timeout())),
          cause);
    }
    return KafkaFailures.cannot(request, settings, cause);
  }

  private static <T> T only(Map<?, T> answers) {
    return answers.values().iterator().next();
  }

  private String place() {
    return " at " + settings.bootstrapServers();
  }
}
