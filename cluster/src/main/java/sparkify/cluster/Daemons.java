package sparkify.cluster;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import sparkify.common.config.ClusterSettings;

/**
 * The five daemons in the order of starting. They stop in reverse: each of HDFS and YARN needs
 * those before it to shut down cleanly.
 */
final class Daemons {
  static final String KAFKA = "kafka";
  static final String NAMENODE = "namenode";
  static final String DATANODE = "datanode";
  static final String RESOURCEMANAGER = "resourcemanager";
  static final String NODEMANAGER = "nodemanager";

  private static final String HADOOP = "org.apache.hadoop.";

  private final ClusterSettings settings;
  private final Layout layout;

  private Daemons(ClusterSettings settings, Layout layout) {
    this.settings = settings;
    this.layout = layout;
  }

  static List<Daemon> of(ClusterSettings settings, Layout layout) {
    Daemons daemons = new Daemons(settings, layout);
    return List.of(
        daemons.kafka(),
        daemons.nameNode(),
        daemons.dataNode(),
        daemons.resourceManager(),
        daemons.nodeManager());
  }

  private Daemon kafka() {
    Path properties = layout.kafkaProperties();
    return new Daemon(
        KAFKA,
        "Kafka",
        "kafka",
        layout.kafkaConf(),
        "kafka.Kafka",
        List.of(properties.toString()),
        settings.kafka().heapBytes(),
        ports(KAFKA),
        URI.create("kafka://" + Loopback.HOST + ":" + settings.kafka().port()),
        new FormatCommand(layout.data(KAFKA), this::formatKafka),
        Probes.kafka(settings, layout));
  }

  private List<String> formatKafka(Path folder) {
    Path properties = KafkaConf.writeForFormat(settings, layout, folder);
    List<String> format =
        List.of(
            "kafka.tools.StorageTool",
            "format",
            "-t",
            Uuid.randomUuid().toString(),
            "-c",
            properties.toString());
    return layout.isSecure() ? SecureFiles.of(layout).withUsers(format) : format;
  }

  private Daemon nameNode() {
    String main = HADOOP + "hdfs.server.namenode.NameNode";
    FormatCommand format =
        new FormatCommand(
            layout.data(NAMENODE),
            folder ->
                List.of(
                    main,
                    "-Ddfs.namenode.name.dir=" + folder.toUri(),
                    "-format",
                    "-nonInteractive"));
    return hadoop(
        NAMENODE,
        "NameNode",
        main,
        settings.nameNode().heapBytes(),
        Http.at(settings.nameNode().httpPort(), "/"),
        format,
        Probes.nameNode(settings));
  }

  private Daemon dataNode() {
    return hadoop(
        DATANODE,
        "DataNode",
        HADOOP + "hdfs.server.datanode.DataNode",
        settings.dataNode().heapBytes(),
        Http.at(settings.dataNode().httpPort(), "/"),
        null,
        Probes.dataNode(settings));
  }

  private Daemon resourceManager() {
    return hadoop(
        RESOURCEMANAGER,
        "ResourceManager",
        HADOOP + "yarn.server.resourcemanager.ResourceManager",
        settings.resourceManager().heapBytes(),
        Http.at(settings.resourceManager().httpPort(), "/"),
        null,
        Probes.resourceManager(settings));
  }

  private Daemon nodeManager() {
    return hadoop(
        NODEMANAGER,
        "NodeManager",
        HADOOP + "yarn.server.nodemanager.NodeManager",
        settings.nodeManager().heapBytes(),
        Http.at(settings.nodeManager().httpPort(), "/"),
        null,
        Probes.nodeManager(settings));
  }

  private Daemon hadoop(
      String name,
      String title,
      String mainClass,
      long heapBytes,
      URI address,
      @Nullable FormatCommand format,
      Probe probe) {
    return new Daemon(
        name,
        title,
        "hadoop",
        layout.plainHadoopConf(),
        mainClass,
        List.of(),
        heapBytes,
        ports(name),
        address,
        format,
        probe);
  }

  private Map<String, Integer> ports(String daemon) {
    Map<String, Integer> own = new LinkedHashMap<>();
    settings
        .ports()
        .forEach(
            (setting, port) -> {
              if (setting.startsWith(daemon + ".")) {
                own.put(setting, port);
              }
            });
    return own;
  }
}
