package sparkify.common.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.SslConfigs;
import sparkify.common.OperatorError;

/**
 * Settings for a program elsewhere, which hold no secret: its Kafka clients take theirs from a
 * file, and their key stores from further files.
 *
 * <p>Kafka resolves the references itself, in each client, so that neither our code nor what Spark
 * sends to a task ever holds a secret.
 *
 * @param hocon text that {@link SettingsLoader} can read
 * @param secrets what the file must hold: secret options of Kafka clients
 * @param stores the key stores on this machine that clients elsewhere need, by the names that they
 *     have there
 */
public record ShippedSettings(String hocon, Map<String, String> secrets, Map<String, Path> stores) {
  /** Options that are the path of a key store, and the name it is shipped under. */
  private static final Map<String, String> LOCATIONS =
      Map.of(
          SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, "kafka-truststore",
          SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, "kafka-keystore");

  /** The name of our provider, next to those that the operator may have configured. */
  private static final String PROVIDER = "sparkify";

  private static final String PROVIDERS = "config.providers";

  public ShippedSettings {
    secrets = Map.copyOf(secrets);
    stores = Map.copyOf(stores);
  }

  /**
   * Takes the secrets out of {@code settings}. Those of Spark are left out: Spark passes them on.
   *
   * @param file path of the secrets where the program runs, relative to its working folder
   * @throws OperatorError when a provider of secrets itself needs a secret
   */
  public static ShippedSettings of(Settings settings, String file) {
    Map<String, String> client = new TreeMap<>(settings.kafka().client());
    client.keySet().forEach(ShippedSettings::requireNoSecretOfProvider);
    Map<String, String> secrets = new TreeMap<>(client);
    boolean references = client.containsKey(PROVIDERS);
    secrets
        .entrySet()
        .removeIf(option -> !isSecret(option.getKey(), option.getValue(), references));
    if (!secrets.isEmpty()) {
      secrets
          .keySet()
          .forEach(key -> client.put(key, "${" + PROVIDER + ":" + file + ":" + key + "}"));
      client.merge(PROVIDERS, PROVIDER, (theirs, ours) -> theirs + "," + ours);
      client.put(
          PROVIDERS + "." + PROVIDER + ".class",
          "org.apache.kafka.common.config.provider.FileConfigProvider");
    }
    Map<String, Path> stores = takeStores(client);
    Map<String, String> spark = new TreeMap<>(settings.yarn().conf());
    spark.keySet().removeIf(Secrets::isSecret);
    Config shipped =
        ConfigFactory.parseString(settings.hocon())
            .withValue("kafka.client", ConfigValueFactory.fromMap(client))
            .withValue("yarn.conf", ConfigValueFactory.fromMap(spark));
    return new ShippedSettings(
        shipped.root().render(ConfigRenderOptions.concise()), secrets, stores);
  }

  /**
   * A path at which there is nothing here is left as it is: the nodes of the cluster may have it.
   */
  private static Map<String, Path> takeStores(Map<String, String> client) {
    Map<String, Path> stores = new TreeMap<>();
    LOCATIONS.forEach(
        (option, name) -> {
          Path store = Path.of(client.getOrDefault(option, ""));
          if (Files.isRegularFile(store)) {
            stores.put(name, store.toAbsolutePath());
            client.put(option, name);
          }
        });
    return stores;
  }

  /** Kafka resolves no references in the options of the providers that resolve them. */
  private static void requireNoSecretOfProvider(String key) {
    if (key.startsWith(PROVIDERS + ".") && Secrets.isForFilesOnly(key)) {
      throw new OperatorError(
          "Cannot pass the secret %s in kafka.client to an application: every task would hold it in the clear; put it into a file on every node, and give the provider the file's path"
              .formatted(key));
    }
  }

  /** Not if it refers to a secret already, or is needed to resolve such references. */
  private static boolean isSecret(String key, String value, boolean references) {
    return Secrets.isSecret(key)
        && !key.startsWith(PROVIDERS + ".")
        && !(references && value.contains("${"));
  }

  /** Prints no secret. */
  @Override
  public String toString() {
    return "ShippedSettings[%s, %d secrets, %s]".formatted(hocon, secrets.size(), stores);
  }
}
