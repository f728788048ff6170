package sparkify.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class EmbeddedKafkaTest {
  @RegisterExtension static final EmbeddedKafka kafka = new EmbeddedKafka();

  @Test
  void keepsItsAddressAndItsRecordsThroughARestart() throws Exception {
    kafka.createTopic("kept", 2, Map.of("max.message.bytes", "5000"));
    send("kept", 1, "before");
    kafka.stop();
    kafka.start();
    send("kept", 1, "after");
    assertThat(kafka.records("kept"))
        .extracting(
            r ->
                r.partition()
                    + ":"
                    + r.offset()
                    + ":"
                    + new String(r.value(), StandardCharsets.UTF_8))
        .containsExactly("1:0:before", "1:1:after");
  }

  @Test
  void doesNotCreateATopicByItself() {
    try (Admin admin = kafka.admin()) {
      assertThatThrownBy(() -> admin.describeTopics(List.of("nobody")).allTopicNames().get())
          .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
    }
  }

  private static void send(String topic, int partition, String value) throws Exception {
    Map<String, Object> options = Map.of("bootstrap.servers", kafka.bootstrapServers());
    ByteArraySerializer bytes = new ByteArraySerializer();
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(options, bytes, bytes)) {
      producer
          .send(
              new ProducerRecord<>(topic, partition, null, value.getBytes(StandardCharsets.UTF_8)))
          .get(30, TimeUnit.SECONDS);
    }
  }
}
