package sparkify.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import org.apache.kafka.clients.admin.Admin;
import sparkify.common.config.ClusterSettings;

/** The health check of each daemon. */
final class Probes {
  private static final String JMX = "/jmx?%s=Hadoop:service=";

  private Probes() {}

  /** The broker answers clients and knows its controller. */
  static Probe kafka(ClusterSettings settings, Layout layout) {
    int port = settings.kafka().port();
    return startedAt -> {
      connect(port);
      try (Admin admin = KafkaAdmin.connect(settings, layout)) {
        return KafkaAdmin.await(admin.describeCluster().nodes()).isEmpty()
            ? Health.unhealthy("no broker is registered")
            : Health.OK;
      }
    };
  }

  /** It has left safe mode and has a DataNode to write to. */
  static Probe nameNode(ClusterSettings settings) {
    URI state =
        Http.at(
            settings.nameNode().httpPort(),
            JMX.formatted("qry") + "NameNode,name=FSNamesystemState");
    return startedAt -> {
      String answer = Http.get(state);
      if (!Json.first(answer, "FSState").orElse("").equals("Operational")) {
        return Health.unhealthy("in safe mode");
      }
      return Health.of(number(answer, "NumLiveDataNodes") > 0, "no DataNode");
    };
  }

  /** It is registered with the NameNode. */
  static Probe dataNode(ClusterSettings settings) {
    // Only one attribute: each of the others logs a stack trace until the DataNode is registered.
    String attribute = JMX.formatted("get") + "DataNode,name=DataNodeInfo::BPServiceActorInfo";
    URI info = Http.at(settings.dataNode().httpPort(), attribute);
    return startedAt -> {
      String actors = Json.first(Http.get(info), "BPServiceActorInfo").orElse("");
      return Health.of(actors.contains("RUNNING"), "not registered with the NameNode");
    };
  }

  /** It has a node to run containers on. */
  static Probe resourceManager(ClusterSettings settings) {
    URI metrics = Http.at(settings.resourceManager().httpPort(), "/ws/v1/cluster/metrics");
    return startedAt -> Health.of(number(Http.get(metrics), "activeNodes") > 0, "no NodeManager");
  }

  /** The ResourceManager has heard from it since it started. */
  static Probe nodeManager(ClusterSettings settings) {
    URI info = Http.at(settings.nodeManager().httpPort(), "/ws/v1/node/info");
    URI nodes =
        Http.at(settings.resourceManager().httpPort(), "/ws/v1/cluster/nodes?states=running");
    return startedAt -> {
      String own = Http.get(info);
      if (!Json.first(own, "nodeHealthy").orElse("").equals("true")) {
        return Health.unhealthy(Json.first(own, "healthReport").orElse("unhealthy"));
      }
      boolean known =
          Json.all(Http.get(nodes), "lastHealthUpdate").stream()
              .anyMatch(update -> Long.parseLong(update) >= startedAt.toEpochMilli());
      return Health.of(known, "not registered with the ResourceManager");
    };
  }

  /** Whether something listens on {@code port}. */
  static boolean listens(int port) {
    try {
      connect(port);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void connect(int port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(Loopback.address(), port), 1_000);
    }
  }

  private static int number(String json, String field) throws IOException {
    return Json.first(json, field).map(Integer::parseInt).orElse(0);
  }
}
