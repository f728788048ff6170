package sparkify.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import sparkify.common.OperatorError;
import sparkify.common.config.KafkaSettings;
import sparkify.common.config.SettingsLoader;
import sparkify.common.kafka.SecureKafka.Listener;
import sparkify.common.tls.CertificateAuthority;

/** Each way to be secure, with what is right and what is wrong. */
@Timeout(60)
class KafkaFailuresTest {
  private static final String TOPIC = "guarded";

  @RegisterExtension static final SecureKafka kafka = new SecureKafka();

  @TempDir private Path folder;

  @BeforeAll
  static void prepare() throws Exception {
    kafka.open().createTopic(TOPIC, 1);
    kafka.createUser("all");
    kafka.createUser("none");
    kafka.createUser("looker");
    kafka.permit("User:all", ResourceType.TOPIC, AclOperation.ALL);
    kafka.permit("User:" + SecureKafka.PLAIN_USER, ResourceType.TOPIC, AclOperation.ALL);
    kafka.permit("User:CN=client", ResourceType.TOPIC, AclOperation.ALL);
    kafka.permit("User:looker", ResourceType.TOPIC, AclOperation.DESCRIBE);
  }

  @Test
  void passwordsAreAccepted() {
    describe(Listener.LOGIN, kafka.login("all", SecureKafka.PASSWORD));
    describe(Listener.LOGIN, kafka.plainLogin(SecureKafka.PLAIN_USER, SecureKafka.PASSWORD));
  }

  @Test
  void certificatesAreAcceptedFromFilesAndFromSettings() throws Exception {
    Path client = kafka.authority().issue("client");
    describe(Listener.TLS, kafka.trusting());
    describe(Listener.MUTUAL, kafka.certified(client));
    describe(Listener.MUTUAL, kafka.certifiedInline(client, "client"));
  }

  @Test
  void passwordsAreTakenFromFiles() throws IOException {
    Files.writeString(folder.resolve("kafka.password"), "password = " + SecureKafka.PASSWORD);
    Files.writeString(
        folder.resolve("included.conf"),
        """
        include required(file("%s"))
        kafka.client {
          security.protocol = SASL_SSL
          sasl.mechanism = SCRAM-SHA-512
          ssl.truststore { type = PEM, location = "%s" }
        }
        """
            .formatted(folder.resolve("secret.conf"), kafka.trusted()));
    Files.writeString(
        folder.resolve("secret.conf"),
        """
        kafka.client.sasl.jaas.config = "org.apache.kafka.common.security.scram.ScramLoginModule required username=all password=\\"%s\\";"
        """
            .formatted(SecureKafka.PASSWORD));
    Files.writeString(
        folder.resolve("provided.conf"),
        """
        kafka.client {
          security.protocol = SASL_SSL
          sasl.mechanism = SCRAM-SHA-512
          sasl.jaas.config = "org.apache.kafka.common.security.scram.ScramLoginModule required username=all password=\\"${file:%s:password}\\";"
          ssl.truststore { type = PEM, location = "%s" }
          "config.providers" = file
          config.providers.file.class = org.apache.kafka.common.config.provider.FileConfigProvider
        }
        """
            .formatted(folder.resolve("kafka.password"), kafka.trusted()));
    for (String file : List.of("included.conf", "provided.conf")) {
      Map<String, String> servers =
          Map.of("kafka.bootstrap-servers", kafka.servers(Listener.LOGIN));
      describe(SettingsLoader.load(folder.resolve(file), servers).kafka());
    }
  }

  @Test
  void aWrongPasswordIsNamedButNotPrinted() {
    assertRefused(
        Listener.LOGIN,
        kafka.login("all", "hush-wrong"),
        "the broker does not accept the login of user 'all' (Authentication failed");
    assertRefused(
        Listener.LOGIN,
        kafka.plainLogin(SecureKafka.PLAIN_USER, "hush-wrong"),
        "the broker does not accept the login of user 'plain' (Authentication failed");
  }

  @Test
  void aMechanismThatTheBrokerDoesNotHaveIsNamed() {
    Map<String, String> client = kafka.login("all", SecureKafka.PASSWORD);
    client.put("sasl.mechanism", "SCRAM-SHA-256");
    assertRefused(Listener.LOGIN, client, "'SCRAM-SHA-256' not enabled");
  }

  @Test
  void anExpiredCertificateOfTheBrokerIsNamed() {
    assertRefused(
        Listener.EXPIRED, kafka.trusting(), "the broker's certificate has expired (NotAfter: ");
  }

  @Test
  void aBrokerThatNobodyVouchesForIsNamed() throws IOException {
    CertificateAuthority other = CertificateAuthority.create(folder, "hush-other");
    Map<String, String> client = kafka.trusting();
    client.remove("ssl.truststore.location");
    client.put("ssl.truststore.certificates", other.certificate());
    assertRefused(Listener.TLS, client, "the broker's certificate is not trusted (");
  }

  @Test
  void aClientWithoutAGoodCertificateIsRefused() throws IOException {
    String refused = "the broker refuses this client's certificate, or the lack of one (";
    assertRefused(Listener.MUTUAL, kafka.trusting(), refused);
    Path expired = kafka.authority().issue("client-old", "-startdate", "-9d", "-validity", "8");
    assertRefused(Listener.MUTUAL, kafka.certified(expired), refused);
  }

  @Test
  void aKeyStoreThatCannotBeOpenedIsNamed() throws IOException {
    Map<String, String> client = kafka.certified(folder.resolve("missing.p12"));
    assertRefused(Listener.MUTUAL, client, "Failed to load SSL keystore " + folder);
    Path store = kafka.authority().issue("locked");
    client = kafka.certified(store);
    client.put("ssl.keystore.password", "hush-wrong");
    assertRefused(Listener.MUTUAL, client, "keystore password was incorrect");
  }

  /** Kafka only hangs up: it takes what comes for something else. */
  @Test
  void tlsOnOneSideOnlyIsATimeoutThatMentionsIt() {
    Map<String, String> tls = Map.of("kafka.client.security.protocol", "SSL");
    assertThatThrownBy(() -> listTopics(kafka.open().bootstrapServers(), tls))
        .hasMessageEndingWith("and kafka.client if the broker needs TLS or a login");
    assertThatThrownBy(() -> listTopics(kafka.servers(Listener.LOGIN), Map.of()))
        .hasMessageEndingWith("and kafka.client if the broker needs TLS or a login");
  }

  private static void listTopics(String servers, Map<String, String> client) {
    Map<String, String> all = new HashMap<>(client);
    all.put("kafka.bootstrap-servers", servers);
    all.put("kafka.timeout", "1s");
    try (Topics topics = Topics.connect(SettingsLoader.load(null, all).kafka())) {
      topics.names();
    }
  }

  @Test
  void aMissingPermissionIsNamed() {
    KafkaSettings none = kafka.settings(Listener.LOGIN, kafka.login("none", SecureKafka.PASSWORD));
    try (Topics topics = Topics.connect(none)) {
      assertThatThrownBy(() -> topics.describe(TOPIC))
          .hasMessage(
              "Cannot describe topic guarded at %s: user 'none' lacks the permission (Topic authorization failed); add an ACL for it, see docs/security.md",
              none.bootstrapServers());
    }
    KafkaSettings looker =
        kafka.settings(Listener.LOGIN, kafka.login("looker", SecureKafka.PASSWORD));
    try (Topics topics = Topics.connect(looker)) {
      assertThat(topics.describe(TOPIC).partitions()).isEqualTo(1);
      assertThatThrownBy(() -> topics.maxMessageBytes(TOPIC))
          .hasMessageStartingWith("Cannot read the settings of topic guarded at ")
          .hasMessageContaining("user 'looker' lacks the permission (");
      assertThatThrownBy(() -> topics.delete(TOPIC))
          .hasMessageStartingWith("Cannot delete topic guarded at ")
          .hasMessageContaining("user 'looker' lacks the permission (");
    }
    assertThatThrownBy(() -> read(looker))
        .satisfies(
            e -> {
              assertThat(KafkaFailures.isRefusal(e)).isTrue();
              assertThat(KafkaFailures.reason(e))
                  .startsWith("user lacks the permission (Not authorized to access topics: [");
            });
  }

  private static void read(KafkaSettings settings) {
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings.readCommittedOptions(), bytes, bytes)) {
      TopicPartition partition = new TopicPartition(TOPIC, 0);
      consumer.assign(List.of(partition));
      consumer.seek(partition, 0);
      while (true) {
        consumer.poll(Duration.ofMillis(100));
      }
    }
  }

  private static void describe(Listener listener, Map<String, String> client) {
    describe(kafka.settings(listener, client));
  }

  private static void describe(KafkaSettings settings) {
    try (Topics topics = Topics.connect(settings)) {
      assertThat(topics.describe(TOPIC).partitions()).isEqualTo(1);
    }
  }

  /** Asserts that the request fails in one line that says {@code why} and no secret. */
  private static void assertRefused(Listener listener, Map<String, String> client, String why) {
    assertThatThrownBy(() -> describe(listener, client))
        .isInstanceOf(OperatorError.class)
        .hasMessageStartingWith("Cannot ")
        .hasMessageContaining(why)
        .message()
        .hasLineCount(1)
        .doesNotContain("hush");
  }
}
