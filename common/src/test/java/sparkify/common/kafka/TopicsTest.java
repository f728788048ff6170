package sparkify.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import sparkify.common.OperatorError;
import sparkify.common.config.KafkaSettings;
import sparkify.common.config.SettingsLoader;

@Timeout(60)
class TopicsTest {
  @RegisterExtension static final EmbeddedKafka kafka = new EmbeddedKafka();

  @Test
  void createsAMissingTopicAndLeavesAnExistingOneUnchanged() {
    try (Topics topics = Topics.connect(settings(kafka.bootstrapServers()))) {
      TopicState created = topics.ensure("created");
      assertThat(created.partitions()).isEqualTo(3);
      assertThat(created.begin()).isEqualTo(Map.of(0, 0L, 1, 0L, 2, 0L));
      assertThat(created.end()).isEqualTo(created.begin());
      assertThat(topics.ensure("created", 7, (short) 1)).isEqualTo(created);
    }
  }

  @Test
  void distinguishesATopicFromItsSuccessorOfTheSameName() throws Exception {
    try (Topics topics = Topics.connect(settings(kafka.bootstrapServers()));
        Admin admin = kafka.admin()) {
      String first = topics.ensure("again").topicId();
      admin.deleteTopics(List.of("again")).all().get();
      assertThat(topics.ensure("again").topicId()).isNotEqualTo(first);
    }
  }

  @Test
  void tellsTheEndOfALogFromItsLastStableOffset() throws Exception {
    kafka.createTopic("open", 2);
    try (Topics topics = Topics.connect(settings(kafka.bootstrapServers()));
        KafkaProducer<byte[], byte[]> producer = transactional("hangs")) {
      producer.initTransactions();
      Instant begin = Instant.now().truncatedTo(ChronoUnit.MILLIS);
      producer.beginTransaction();
      producer.send(new ProducerRecord<>("open", 1, null, new byte[] {1})).get();
      producer.send(new ProducerRecord<>("open", 1, null, new byte[] {2})).get();

      TopicState open = topics.describe("open");
      assertThat(open.end()).isEqualTo(Map.of(0, 0L, 1, 0L));
      assertThat(open.logEnd()).isEqualTo(Map.of(0, 0L, 1, 2L));
      assertThat(open.heldBack()).isEqualTo(Map.of(1, 2L));
      assertThat(topics.openTransactions(open))
          .singleElement()
          .satisfies(
              transaction -> {
                assertThat(transaction.partition()).isEqualTo(1);
                assertThat(transaction.offset()).isZero();
                assertThat(transaction.transactionalId()).isEqualTo("hangs");
                assertThat(transaction.since()).isBetween(begin, Instant.now());
              });

      producer.commitTransaction();
      TopicState committed = topics.describe("open");
      while (!committed.heldBack().isEmpty()) { // The marker is written after the commit returns.
        committed = topics.describe("open");
      }
      assertThat(committed.end()).isEqualTo(Map.of(0, 0L, 1, 3L)); // The marker has an offset too.
    }
  }

  @Test
  void countsTheOffsetsSinceATime() throws Exception {
    kafka.createTopic("timed", 1);
    Instant time = Instant.parse("2026-01-01T00:00:00Z");
    try (Topics topics = Topics.connect(settings(kafka.bootstrapServers()));
        KafkaProducer<byte[], byte[]> producer = transactional("timed")) {
      producer.initTransactions();
      producer.beginTransaction();
      for (int i = 0; i < 4; i++) {
        long sent = time.plusSeconds(i).toEpochMilli();
        producer.send(new ProducerRecord<>("timed", 0, sent, null, new byte[] {1})).get();
      }
      TopicState topic = topics.describe("timed");
      assertThat(topics.offsetsSince(topic, time)).isEqualTo(4);
      assertThat(topics.offsetsSince(topic, time.plusSeconds(2))).isEqualTo(2);
      assertThat(topics.offsetsSince(topic, time.plusSeconds(4))).isZero();
    }
  }

  @Test
  void readsTheMessageSizeLimitOfATopic() {
    kafka.createTopic("small", 1, Map.of("max.message.bytes", "4321"));
    try (Topics topics = Topics.connect(settings(kafka.bootstrapServers()))) {
      assertThat(topics.maxMessageBytes("small")).isEqualTo(4321);
    }
  }

  @Test
  void recognisesACompactedTopic() {
    kafka.createTopic("latest", 1, Map.of("cleanup.policy", "compact,delete"));
    kafka.createTopic("all", 1);
    try (Topics topics = Topics.connect(settings(kafka.bootstrapServers()))) {
      assertThat(topics.isCompacted("latest")).isTrue();
      assertThat(topics.isCompacted("all")).isFalse();
    }
  }

  @Test
  void namesTheTopicThatIsMissing() {
    try (Topics topics = Topics.connect(settings(kafka.bootstrapServers()))) {
      assertThat(topics.find("nobody")).isEmpty();
      assertThatThrownBy(() -> topics.describe("nobody"))
          .isInstanceOf(OperatorError.class)
          .hasMessage(
              "Cannot find topic nobody at %s: it does not exist; create it first, or check its name"
                  .formatted(kafka.bootstrapServers()));
      assertThatThrownBy(() -> topics.describe("medium.events"))
          .hasMessageStartingWith("Cannot find topic medium.events at ")
          .hasMessageEndingWith(
              "send events first (./deploy.sh produce --dataset medium --input FILE)");
    }
  }

  @Test
  void namesTheServersThatDoNotAnswer() {
    EmbeddedKafka neverStarted = new EmbeddedKafka();
    try (Topics topics = Topics.connect(settings(neverStarted.bootstrapServers()))) {
      assertThatThrownBy(() -> topics.ensure("any"))
          .isInstanceOf(OperatorError.class)
          .hasMessageStartingWith(
              "Cannot reach Kafka at %s to describe topic any: no answer within 1s (kafka.timeout)"
                  .formatted(neverStarted.bootstrapServers()));
      assertThatThrownBy(topics::names)
          .isInstanceOf(OperatorError.class)
          .hasMessageContaining(" to list topics: no answer");
    }
  }

  private static KafkaProducer<byte[], byte[]> transactional(String id) {
    ByteArraySerializer bytes = new ByteArraySerializer();
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", id),
        bytes,
        bytes);
  }

  private static KafkaSettings settings(String servers) {
    return SettingsLoader.load(
            null, Map.of("kafka.bootstrap-servers", servers, "kafka.timeout", timeout(servers)))
        .kafka();
  }

  private static String timeout(String servers) {
    return servers.equals(kafka.bootstrapServers()) ? "30s" : "1s";
  }
}
