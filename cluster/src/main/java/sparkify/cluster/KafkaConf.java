package sparkify.cluster;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import sparkify.common.OperatorError;
import sparkify.common.config.ClusterSettings;

/** The broker's configuration: broker and controller in one process, on loopback. */
final class KafkaConf {
  /** The listener of a secured broker, by which its configuration is recognised. */
  static final String SECURE_LISTENER = "SASL_SSL";

  private static final String OPEN_LISTENER = "PLAINTEXT";

  private KafkaConf() {}

  /** The content of each file, by its name. */
  static Map<String, String> files(ClusterSettings settings, Layout layout) {
    return Map.of("server.properties", render(settings, layout, layout.data(Daemons.KAFKA)));
  }

  /** Whether the broker that was started last is a secured one. */
  static boolean wasSecure(Layout layout) {
    Path file = layout.kafkaProperties();
    try {
      return Files.exists(file) && Files.readString(file).contains(SECURE_LISTENER);
    } catch (IOException e) {
      throw new OperatorError("Cannot read " + file + ": " + e, e);
    }
  }

  /** Writes a configuration for formatting {@code folder} instead of the broker's own. */
  static Path writeForFormat(ClusterSettings settings, Layout layout, Path folder) {
    Path file = layout.kafkaConf().resolve("format.properties");
    ConfFiles.write(file, render(settings, layout, folder));
    return file;
  }

  private static String render(ClusterSettings settings, Layout layout, Path data) {
    String broker = Loopback.HOST + ":" + settings.kafka().port();
    String controller = Loopback.HOST + ":" + settings.kafka().controllerPort();
    Properties all = new Properties();
    all.put("process.roles", "broker,controller");
    all.put("node.id", "1");
    String listener = layout.isSecure() ? SECURE_LISTENER : OPEN_LISTENER;
    String between = layout.isSecure() ? "SSL" : OPEN_LISTENER;
    all.put("listeners", listener + "://" + broker + ",CONTROLLER://" + controller);
    all.put("advertised.listeners", listener + "://" + broker);
    all.put(
        "listener.security.protocol.map", "%1$s:%1$s,CONTROLLER:%2$s".formatted(listener, between));
    all.put("controller.listener.names", "CONTROLLER");
    all.put("controller.quorum.voters", "1@" + controller);
    all.put("log.dirs", data.toString());
    // A typo in a topic's name must be an error, not a new topic.
    all.put("auto.create.topics.enable", "false");
    all.put("group.initial.rebalance.delay.ms", "0");
    oneBroker(all);
    if (layout.isSecure()) {
      all.putAll(SecureFiles.of(layout).brokerOptions());
    }
    return text(all);
  }

  /** Sizes internal topics for one broker: one replica, few partitions, a small cleaner. */
  private static void oneBroker(Properties all) {
    all.put("default.replication.factor", "1");
    all.put("offsets.topic.replication.factor", "1");
    all.put("offsets.topic.num.partitions", "5");
    all.put("transaction.state.log.replication.factor", "1");
    all.put("transaction.state.log.min.isr", "1");
    all.put("transaction.state.log.num.partitions", "5");
    all.put("share.coordinator.state.topic.replication.factor", "1");
    all.put("share.coordinator.state.topic.min.isr", "1");
    all.put("share.coordinator.state.topic.num.partitions", "5");
    all.put("log.cleaner.dedupe.buffer.size", Integer.toString(16 << 20));
  }

  /** A properties file without its timestamp, so that equal settings give equal text. */
  private static String text(Properties all) {
    StringWriter out = new StringWriter();
    try {
      all.store(out, null);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot render server.properties", e);
    }
    return out.toString()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .sorted()
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
