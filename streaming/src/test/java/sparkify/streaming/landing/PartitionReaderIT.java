package sparkify.streaming.landing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import sparkify.common.OperatorError;
import sparkify.common.config.SettingsLoader;
import sparkify.common.kafka.EmbeddedKafka;
import sparkify.streaming.TestProducer;

@Timeout(60)
class PartitionReaderIT {
  @RegisterExtension static final EmbeddedKafka kafka = new EmbeddedKafka();

  private String topic = "";

  @BeforeEach
  void newTopic(TestInfo test) {
    topic = test.getTestMethod().orElseThrow().getName();
    kafka.createTopic(topic, 1);
  }

  @Test
  void readsARangeAndNothingBeyond() throws IOException {
    try (TestProducer to = new TestProducer(kafka, topic);
        PartitionReader reader = reader(Duration.ofSeconds(20))) {
      to.events(0, 0, 20).flush();
      assertThat(offsets(reader, 3, 7)).containsExactly(3L, 4L, 5L, 6L);
      assertThat(reader.position()).isEqualTo(7);
      assertThat(offsets(reader, 7, 9)).as("from what was polled").containsExactly(7L, 8L);
      assertThat(offsets(reader, 0, 2)).as("back").containsExactly(0L, 1L);
      assertThat(offsets(reader, 18, 20)).as("forward, to the end").containsExactly(18L, 19L);
      to.events(0, 0, 1).flush();
      assertThat(offsets(reader, 20, 21)).as("what came later").containsExactly(20L);
    }
  }

  @Test
  void skipsAbortedRecordsAndMarkers() throws IOException {
    try (TestProducer to = TestProducer.transactional(kafka, topic);
        PartitionReader reader = reader(Duration.ofSeconds(20))) {
      to.begin().events(0, 0, 3).commit(); // 0 to 2, marker 3
      to.begin().events(0, 0, 2).abort(); // 4 and 5, marker 6
      to.begin().events(0, 0, 1).commit(); // 7, marker 8
      to.begin().events(0, 0, 4).abort(); // 9 to 12, marker 13
      assertThat(offsets(reader, 0, 14)).containsExactly(0L, 1L, 2L, 7L);
      assertThat(offsets(reader, 3, 4)).as("only a marker").isEmpty();
      assertThat(offsets(reader, 4, 7)).as("only aborted records").isEmpty();
      assertThat(offsets(reader, 5, 8)).as("cut into a transaction").containsExactly(7L);
      assertThat(offsets(reader, 8, 14)).as("ending in markers").isEmpty();
      assertThat(offsets(reader, 0, 1)).containsExactly(0L);
      assertThat(offsets(reader, 1, 10)).as("after leftovers").containsExactly(1L, 2L, 7L);
      assertThat(offsets(reader, 10, 14)).isEmpty();
    }
  }

  @Test
  void givesUpWhenNothingArrives() {
    try (TestProducer to = new TestProducer(kafka, topic);
        PartitionReader reader = reader(Duration.ofMillis(300))) {
      to.events(0, 0, 2).flush();
      assertThatThrownBy(() -> offsets(reader, 0, 5))
          .isInstanceOf(OperatorError.class)
          .hasMessageContaining(topic + "-0 from offset 2 to 5")
          .hasMessageContaining("300ms");
    }
  }

  @Test
  void namesOffsetsThatAreGone() throws Exception {
    try (TestProducer to = new TestProducer(kafka, topic);
        Admin admin = kafka.admin();
        PartitionReader reader = reader(Duration.ofSeconds(20))) {
      to.events(0, 0, 6).flush();
      TopicPartition partition = new TopicPartition(topic, 0);
      admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(4))).all().get();
      assertThatThrownBy(() -> offsets(reader, 2, 6))
          .isInstanceOf(OperatorError.class)
          .hasMessageContaining(topic + "-0 from offset 2")
          .hasMessageContaining("no longer has it");
      assertThat(offsets(reader, 4, 6)).containsExactly(4L, 5L);
    }
  }

  @Test
  void survivesABrokerRestart() throws IOException {
    try (EmbeddedKafka own = new EmbeddedKafka()) {
      own.start();
      own.createTopic(topic, 1);
      try (TestProducer to = new TestProducer(own, topic)) {
        to.events(0, 0, 4).flush();
      }
      try (PartitionReader reader = reader(own, Duration.ofSeconds(40))) {
        assertThat(offsets(reader, 0, 1)).containsExactly(0L);
        own.stop();
        Thread back = new Thread(own::start, "broker-start");
        back.start();
        assertThat(offsets(reader, 0, 4)).containsExactly(0L, 1L, 2L, 3L);
        back.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private PartitionReader reader(Duration patience) {
    return reader(kafka, patience);
  }

  private PartitionReader reader(EmbeddedKafka broker, Duration patience) {
    Map<String, String> given = Map.of("kafka.bootstrap-servers", broker.bootstrapServers());
    Map<String, Object> options = Landing.consumerOptions(SettingsLoader.load(null, given));
    return new PartitionReader(options, new TopicPartition(topic, 0), patience);
  }

  private static List<Long> offsets(PartitionReader reader, long from, long until)
      throws IOException {
    List<Long> offsets = new ArrayList<>();
    reader.read(new Slice(0, from, until), item -> offsets.add(item.offset()));
    return offsets;
  }
}
