package sparkify.cluster;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import sparkify.common.config.ClusterSettings;

/**
 * The configuration of HDFS and YARN, for daemons and clients alike.
 *
 * <p>All paths start at the layout's plain root, so none needs escaping.
 */
final class HadoopConf {
  private final ClusterSettings settings;
  private final Layout layout;
  private final Machine machine;

  private HadoopConf(ClusterSettings settings, Layout layout, Machine machine) {
    this.settings = settings;
    this.layout = layout;
    this.machine = machine;
  }

  /** The content of each file, by its name. */
  static Map<String, String> files(ClusterSettings settings, Layout layout, Machine machine) {
    HadoopConf conf = new HadoopConf(settings, layout, machine);
    Map<String, Map<String, String>> files = new LinkedHashMap<>();
    files.put("core-site.xml", conf.core());
    files.put("hdfs-site.xml", conf.hdfs());
    files.put("yarn-site.xml", conf.yarn());
    files.put("capacity-scheduler.xml", capacityScheduler());
    Map<String, String> texts = new LinkedHashMap<>();
    files.forEach((name, properties) -> texts.put(name, ConfigurationXml.render(properties)));
    return texts;
  }

  Map<String, String> core() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("fs.defaultFS", "hdfs://" + at(settings.nameNode().port()));
    all.put("hadoop.tmp.dir", layout.root().resolve("tmp").toString());
    // The web interfaces act as the only user: nobody else can reach loopback.
    all.put("hadoop.http.staticuser.user", System.getProperty("user.name"));
    // What is deleted with 'hdfs dfs -rm' or 'dataset wipe' can be moved back for a day.
    all.put("fs.trash.interval", "1440");
    // The daemons start together: retry more often, but for no longer than by default.
    all.put("ipc.client.connect.retry.interval", "250");
    all.put("ipc.client.connect.max.retries", "40");
    return all;
  }

  Map<String, String> hdfs() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("dfs.replication", "1");
    all.put("dfs.namenode.name.dir", file(layout.data(Daemons.NAMENODE)));
    all.put("dfs.datanode.data.dir", file(layout.data(Daemons.DATANODE)));
    all.put("dfs.namenode.http-address", at(settings.nameNode().httpPort()));
    all.put("dfs.datanode.address", at(settings.dataNode().port()));
    all.put("dfs.datanode.http.address", at(settings.dataNode().httpPort()));
    all.put("dfs.datanode.ipc.address", at(settings.dataNode().ipcPort()));
    all.put("dfs.datanode.hostname", Loopback.HOST);
    all.put("dfs.namenode.datanode.registration.ip-hostname-check", "false");
    all.put("dfs.namenode.safemode.extension", "0");
    // There is no second DataNode to continue with.
    all.put("dfs.client.block.write.replace-datanode-on-failure.policy", "NEVER");
    // By default, closing a small file waits 0.4 s before its first retry.
    all.put("dfs.client.block.write.locateFollowingBlock.initial.delay.ms", "10");
    return all;
  }

  Map<String, String> yarn() {
    Map<String, String> all = new LinkedHashMap<>();
    resourceManager(all);
    nodeManager(all);
    containers(all);
    all.put("yarn.log-aggregation-enable", "true");
    all.put("yarn.nodemanager.remote-app-log-dir", "/yarn-logs");
    all.put("yarn.log-aggregation.retain-seconds", Long.toString(7 * 24 * 3600));
    return all;
  }

  private void resourceManager(Map<String, String> all) {
    var manager = settings.resourceManager();
    all.put("yarn.resourcemanager.hostname", Loopback.HOST);
    all.put("yarn.resourcemanager.bind-host", Loopback.HOST);
    all.put("yarn.resourcemanager.address", at(manager.port()));
    all.put("yarn.resourcemanager.scheduler.address", at(manager.schedulerPort()));
    all.put("yarn.resourcemanager.resource-tracker.address", at(manager.trackerPort()));
    all.put("yarn.resourcemanager.admin.address", at(manager.adminPort()));
    all.put("yarn.resourcemanager.webapp.address", at(manager.httpPort()));
    // Without these a ResourceManager that dies takes every application with it.
    all.put("yarn.resourcemanager.recovery.enabled", "true");
    all.put(
        "yarn.resourcemanager.store.class",
        "org.apache.hadoop.yarn.server.resourcemanager.recovery.FileSystemRMStateStore");
    all.put("yarn.resourcemanager.fs.state-store.uri", file(layout.data(Daemons.RESOURCEMANAGER)));
    // An upper limit: each application sets its own number.
    all.put("yarn.resourcemanager.am.max-attempts", "20");
    all.put("yarn.resourcemanager.nodemanagers.heartbeat-interval-ms", "250");
    all.put("yarn.resourcemanager.connect.retry-interval.ms", "1000");
    all.put("yarn.scheduler.minimum-allocation-mb", "256");
    all.put("yarn.scheduler.maximum-allocation-mb", Long.toString(nodeMemoryMib()));
  }

  private void nodeManager(Map<String, String> all) {
    var manager = settings.nodeManager();
    Path data = layout.data(Daemons.NODEMANAGER);
    all.put("yarn.nodemanager.hostname", Loopback.HOST);
    all.put("yarn.nodemanager.bind-host", Loopback.HOST);
    all.put("yarn.nodemanager.address", at(manager.port()));
    all.put("yarn.nodemanager.localizer.address", at(manager.localizerPort()));
    all.put("yarn.nodemanager.webapp.address", at(manager.httpPort()));
    all.put("yarn.nodemanager.local-dirs", data.resolve("local").toString());
    all.put("yarn.nodemanager.log-dirs", layout.root().resolve("logs/containers").toString());
    // A restarted NodeManager finds the containers of the one before; its port must stay the same.
    all.put("yarn.nodemanager.recovery.enabled", "true");
    all.put("yarn.nodemanager.recovery.dir", data.resolve("recovery").toString());
    all.put("yarn.nodemanager.recovery.supervised", "true");
    all.put("yarn.nodemanager.disk-health-checker.max-disk-utilization-per-disk-percentage", "99");
  }

  private void containers(Map<String, String> all) {
    all.put("yarn.nodemanager.resource.memory-mb", Long.toString(nodeMemoryMib()));
    all.put(
        "yarn.nodemanager.resource.cpu-vcores", Integer.toString(settings.nodeManager().vcores()));
    all.put(
        "yarn.scheduler.maximum-allocation-vcores",
        Integer.toString(settings.nodeManager().vcores()));
    // A JVM reserves much more address space than it uses. Without cgroups, "enforced" checks
    // nothing.
    all.put("yarn.nodemanager.vmem-check-enabled", "false");
    all.put("yarn.nodemanager.resource.memory.enforced", "false");
  }

  private static Map<String, String> capacityScheduler() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("yarn.scheduler.capacity.root.queues", "default");
    all.put("yarn.scheduler.capacity.root.default.capacity", "100");
    // On a small machine, most containers may be application masters.
    all.put("yarn.scheduler.capacity.maximum-am-resource-percent", "0.8");
    return all;
  }

  private long nodeMemoryMib() {
    return machine.containerMemoryBytes(settings) >> 20;
  }

  private static String at(int port) {
    return Loopback.HOST + ":" + port;
  }

  private static String file(Path path) {
    return "file://" + path;
  }
}
