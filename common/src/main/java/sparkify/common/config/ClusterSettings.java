package sparkify.common.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The local cluster.
 *
 * @param directory folder of everything it stores, relative to the checkout
 * @param startTimeout how long a start waits for all daemons to be healthy
 * @param stopTimeout how long a daemon may take to end before it is killed
 * @param minFreeDiskBytes free disk space required for a start
 */
public record ClusterSettings(
    String directory,
    Duration startTimeout,
    Duration stopTimeout,
    long minFreeDiskBytes,
    KafkaDaemon kafka,
    NameNode nameNode,
    DataNode dataNode,
    ResourceManager resourceManager,
    NodeManager nodeManager) {
  private static final long MIB = 1 << 20;
  private static final long MIN_HEAP = 64 * MIB;

  /**
   * The Kafka broker.
   *
   * @param secure whether clients need TLS, a password and permissions
   */
  public record KafkaDaemon(int port, int controllerPort, long heapBytes, boolean secure) {
    static KafkaDaemon from(Section kafka) {
      return new KafkaDaemon(
          kafka.port("port"),
          kafka.port("controller-port"),
          kafka.bytes("heap", MIN_HEAP),
          kafka.flag("secure"));
    }
  }

  /** The NameNode: files and folders of HDFS. */
  public record NameNode(int port, int httpPort, long heapBytes) {
    static NameNode from(Section nameNode) {
      return new NameNode(
          nameNode.port("port"), nameNode.port("http-port"), nameNode.bytes("heap", MIN_HEAP));
    }
  }

  /** The DataNode: blocks of HDFS. */
  public record DataNode(int port, int httpPort, int ipcPort, long heapBytes) {
    static DataNode from(Section dataNode) {
      return new DataNode(
          dataNode.port("port"),
          dataNode.port("http-port"),
          dataNode.port("ipc-port"),
          dataNode.bytes("heap", MIN_HEAP));
    }
  }

  /** The ResourceManager: assigns YARN's containers to applications. */
  public record ResourceManager(
      int port, int schedulerPort, int trackerPort, int adminPort, int httpPort, long heapBytes) {
    static ResourceManager from(Section manager) {
      return new ResourceManager(
          manager.port("port"),
          manager.port("scheduler-port"),
          manager.port("tracker-port"),
          manager.port("admin-port"),
          manager.port("http-port"),
          manager.bytes("heap", MIN_HEAP));
    }
  }

  /**
   * The NodeManager: runs YARN's containers.
   *
   * @param memoryBytes for all containers together
   * @param vcores for all containers together
   */
  public record NodeManager(
      int port, int localizerPort, int httpPort, long heapBytes, long memoryBytes, int vcores) {
    static NodeManager from(Section manager) {
      return new NodeManager(
          manager.port("port"),
          manager.port("localizer-port"),
          manager.port("http-port"),
          manager.bytes("heap", MIN_HEAP),
          manager.bytes("memory", 1024 * MIB),
          manager.integer("vcores", 1, 10_000));
    }
  }

  static ClusterSettings from(Section cluster) {
    ClusterSettings settings =
        new ClusterSettings(
            cluster.nonEmptyText("directory"),
            cluster.duration("start-timeout", Duration.ofSeconds(1)),
            cluster.duration("stop-timeout", Duration.ofSeconds(1)),
            cluster.bytes("min-free-disk", 0),
            KafkaDaemon.from(cluster.section("kafka")),
            NameNode.from(cluster.section("namenode")),
            DataNode.from(cluster.section("datanode")),
            ResourceManager.from(cluster.section("resourcemanager")),
            NodeManager.from(cluster.section("nodemanager")));
    settings.requireDifferentPorts(cluster);
    return settings;
  }

  /**
   * Every port, by its setting's path below {@code cluster}, such as {@code namenode.http-port}.
   */
  public Map<String, Integer> ports() {
    Map<String, Integer> ports = new LinkedHashMap<>();
    ports.put("kafka.port", kafka.port);
    ports.put("kafka.controller-port", kafka.controllerPort);
    ports.put("namenode.port", nameNode.port);
    ports.put("namenode.http-port", nameNode.httpPort);
    ports.put("datanode.port", dataNode.port);
    ports.put("datanode.http-port", dataNode.httpPort);
    ports.put("datanode.ipc-port", dataNode.ipcPort);
    ports.put("resourcemanager.port", resourceManager.port);
    ports.put("resourcemanager.scheduler-port", resourceManager.schedulerPort);
    ports.put("resourcemanager.tracker-port", resourceManager.trackerPort);
    ports.put("resourcemanager.admin-port", resourceManager.adminPort);
    ports.put("resourcemanager.http-port", resourceManager.httpPort);
    ports.put("nodemanager.port", nodeManager.port);
    ports.put("nodemanager.localizer-port", nodeManager.localizerPort);
    ports.put("nodemanager.http-port", nodeManager.httpPort);
    return ports;
  }

  private void requireDifferentPorts(Section cluster) {
    Map<Integer, String> owners = new LinkedHashMap<>();
    ports()
        .forEach(
            (setting, port) -> {
              String other = owners.putIfAbsent(port, setting);
              if (other != null) {
                throw cluster.bad(setting, port, "must differ from cluster." + other);
              }
            });
  }
}
