package sparkify.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkify.common.OperatorError;
import sparkify.common.PrivateFile;

class ShippedSettingsTest {
  private static final String AWKWARD = "hush \"b\" ${c:d:e} \\ = # é\n-----END-----";

  @TempDir private Path folder;

  @Test
  void kafkaFindsItsSecretsInTheFile() throws IOException {
    Path file = folder.resolve("secrets.properties");
    ShippedSettings shipped =
        ShippedSettings.of(
            load(
                Map.of(
                    "kafka.client.ssl.key.password", AWKWARD,
                    "kafka.client.\"sasl.jaas.config\"", "hush-2",
                    "kafka.client.client.id", "plain")),
            file.toString());
    PrivateFile.write(file, shipped.secrets());
    Map<String, Object> options = reload(shipped).kafka().readCommittedOptions();
    assertThat(options.toString()).doesNotContain("hush");
    options.put("key.deserializer", ByteArrayDeserializer.class);
    options.put("value.deserializer", ByteArrayDeserializer.class);
    ConsumerConfig resolved = new ConsumerConfig(options);
    assertThat(resolved.getPassword("ssl.key.password")).isEqualTo(new Password(AWKWARD));
    assertThat(resolved.getPassword("sasl.jaas.config")).isEqualTo(new Password("hush-2"));
    assertThat(resolved.getString("client.id")).isEqualTo("plain");
  }

  @Test
  void holdNoSecretOfSpark() throws IOException {
    ShippedSettings shipped =
        ShippedSettings.of(
            load(
                Map.of(
                    "yarn.conf.spark.service.password", "hush",
                    "yarn.conf.spark.eventLog.enabled", "true")),
            "secrets");
    assertThat(shipped.hocon()).doesNotContain("hush");
    assertThat(shipped.secrets()).isEmpty();
    assertThat(reload(shipped).yarn().conf()).isEqualTo(Map.of("spark.eventLog.enabled", "true"));
  }

  @Test
  void leaveTheOperatorsOwnReferencesAlone() throws IOException {
    Map<String, String> theirs = new HashMap<>();
    theirs.put("config.providers", "vault");
    theirs.put("config.providers.vault.class", "org.example.Vault");
    theirs.put("config.providers.vault.param.token.file", "/etc/token");
    theirs.put("ssl.key.password", "${vault:kafka:key}");
    assertThat(shippedClient(theirs)).isEqualTo(theirs);
    Map<String, String> mixed = new HashMap<>(theirs);
    mixed.put("ssl.keystore.password", "hush");
    assertThat(shippedClient(mixed))
        .containsAllEntriesOf(
            Map.of(
                "ssl.key.password", "${vault:kafka:key}",
                "ssl.keystore.password", "${sparkify:secrets:ssl.keystore.password}",
                "config.providers", "vault,sparkify"));
  }

  @Test
  void refuseTheSecretOfAProvider() {
    Map<String, String> vault =
        Map.of(
            "config.providers", "vault",
            "config.providers.vault.class", "org.example.Vault",
            "config.providers.vault.param.token", "hush");
    assertThatThrownBy(() -> shippedClient(vault))
        .isInstanceOf(OperatorError.class)
        .hasMessageContaining("config.providers.vault.param.token")
        .message()
        .doesNotContain("hush");
  }

  @Test
  void takeTheKeyStoresOfThisMachineAlong() throws IOException {
    Path store = Files.writeString(folder.resolve("trusted.jks"), "trusted");
    ShippedSettings shipped =
        ShippedSettings.of(
            load(
                Map.of(
                    "kafka.client.ssl.truststore.location",
                    store.toString(),
                    "kafka.client.ssl.keystore.location",
                    "/only/on/the/nodes.p12")),
            "secrets");
    assertThat(shipped.stores()).isEqualTo(Map.of("kafka-truststore", store));
    assertThat(reload(shipped).kafka().client())
        .containsEntry("ssl.truststore.location", "kafka-truststore")
        .containsEntry("ssl.keystore.location", "/only/on/the/nodes.p12");
  }

  @Test
  void changeNothingWithoutSecrets() throws IOException {
    Settings settings = load(Map.of("dataset", "medium"));
    ShippedSettings shipped = ShippedSettings.of(settings, "secrets");
    assertThat(reload(shipped)).isEqualTo(settings);
    assertThat(shipped.secrets()).isEmpty();
  }

  private Map<String, String> shippedClient(Map<String, String> client) throws IOException {
    Map<String, String> given = new HashMap<>();
    client.forEach((key, value) -> given.put("kafka.client.\"" + key + '"', value));
    return reload(ShippedSettings.of(load(given), "secrets")).kafka().client();
  }

  private static Settings load(Map<String, String> given) {
    return SettingsLoader.load(null, given);
  }

  private Settings reload(ShippedSettings shipped) throws IOException {
    Path file = Files.createTempFile(folder, "app", ".conf");
    Files.writeString(file, shipped.hocon());
    return SettingsLoader.load(file, Map.of());
  }
}
