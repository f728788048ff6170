package sparkify.common.config;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.SaslConfigs;

/**
 * How to reach Kafka and how to create a topic.
 *
 * @param timeout how long a command waits for a broker
 * @param partitions number of partitions of a new topic
 * @param replication replicas of each partition of a new topic; -1 leaves it to the broker
 * @param client options passed unchanged to every client
 */
public record KafkaSettings(
    String bootstrapServers,
    Duration timeout,
    int partitions,
    short replication,
    Map<String, String> client) {
  private static final Pattern USER = Pattern.compile("\\busername=[\"']?([^\"'\\s;]+)");

  public KafkaSettings {
    client = Map.copyOf(client);
  }

  static KafkaSettings from(Section kafka) {
    Section topic = kafka.section("topic");
    return new KafkaSettings(
        kafka.text(
            "bootstrap-servers",
            "[^\\s,:]+:\\d{1,5}(\\s*,\\s*[^\\s,:]+:\\d{1,5})*",
            "must be host:port, or several separated by commas"),
        kafka.duration("timeout", Duration.ofSeconds(1)),
        topic.integer("partitions", 1, 10_000),
        (short) topic.integer("replication", -1, 100),
        kafka.entries("client"));
  }

  /** Prints the client options without their values, some of which are secrets. */
  @Override
  public String toString() {
    return "KafkaSettings[%s, timeout %s, %d partitions, replication %d, client options %s]"
        .formatted(
            bootstrapServers,
            Durations.format(timeout),
            partitions,
            replication,
            new TreeSet<>(client.keySet()));
  }

  /** The user who logs in, if the client options say so in the clear. */
  public Optional<String> user() {
    Matcher user = USER.matcher(client.getOrDefault(SaslConfigs.SASL_JAAS_CONFIG, ""));
    return user.find() ? Optional.of(user.group(1)) : Optional.empty();
  }

  /** The options that all Kafka clients have in common. */
  public Properties clientProperties() {
    Properties properties = new Properties();
    properties.putAll(client);
    properties.put("bootstrap.servers", bootstrapServers);
    return properties;
  }

  /**
   * Options of a consumer that reads committed records from given offsets, and fails if the broker
   * no longer has one of them.
   */
  public Map<String, Object> readCommittedOptions() {
    Map<String, Object> options = new HashMap<>(client);
    options.put("bootstrap.servers", bootstrapServers);
    options.put("isolation.level", "read_committed");
    options.put("auto.offset.reset", "none");
    options.put("enable.auto.commit", false);
    return options;
  }
}
