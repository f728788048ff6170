package sparkify.producer.send;

import sparkify.common.config.KafkaSettings;
import sparkify.common.kafka.KafkaFailures;

/** The topic that lines are sent to, and how its Kafka is reached. */
public record Destination(String topic, KafkaSettings kafka) {

  /** Why sending to it failed. */
  String reason(Throwable failure) {
    return KafkaFailures.reason(failure, kafka);
  }
}
