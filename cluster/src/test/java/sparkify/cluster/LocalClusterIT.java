package sparkify.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sparkify.common.FileTree;
import sparkify.common.OperatorError;
import sparkify.common.config.Settings;
import sparkify.common.config.SettingsLoader;
import sparkify.common.kafka.Topics;

/** The real daemons, in a checkout whose path contains a space. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class LocalClusterIT {
  private static final String UP = "The local cluster is up.";

  private final Map<String, String> overrides = new HashMap<>();
  private final List<String> printed = Collections.synchronizedList(new ArrayList<>());
  private Path home = Path.of("");
  private LocalCluster cluster = open(Map.of());

  @BeforeAll
  void checkOut(@TempDir Path folder) throws IOException {
    Path real = Path.of(System.getProperty("sparkify.home"));
    home = Files.createDirectory(folder.resolve("a checkout"));
    Files.createSymbolicLink(home.resolve("cluster"), real.resolve("cluster"));
    Files.createSymbolicLink(home.resolve("logback.xml"), real.resolve("logback.xml"));
    overrides.putAll(FreePorts.settings());
    cluster = open(overrides);
  }

  @BeforeEach
  void up() {
    cluster.up(printed::add);
    printed.clear();
  }

  @AfterAll
  void wipe() {
    cluster.wipe(printed::add);
  }

  @Test
  void secondUpFindsEverythingRunning() {
    Map<String, Long> before = pids();
    cluster.up(printed::add);
    assertThat(printed).containsExactly(UP);
    assertThat(pids()).isEqualTo(before);
    assertThat(cluster.isUp()).isTrue();
  }

  @Test
  void statusReportsEachDaemon() {
    assertThat(cluster.status())
        .hasSize(5)
        .allSatisfy(
            daemon -> {
              assertThat(daemon.healthy()).as(daemon.detail()).isTrue();
              assertThat(daemon.pid()).isPresent();
              assertThat(daemon.memoryBytes().orElse(0)).isGreaterThan(50 << 20);
              assertThat(daemon.ports()).isNotEmpty();
            });
  }

  @Test
  void daemonsServeTheirWebPages() throws IOException {
    for (URI address : cluster.webAddresses().values()) {
      if ("http".equals(address.getScheme())) {
        assertThat(Http.get(address)).containsIgnoringCase("html");
      }
    }
  }

  @Test
  void onlyTheKilledDaemonIsRestarted() {
    Map<String, Long> before = pids();
    kill("datanode");
    assertThat(cluster.isUp()).isFalse();
    cluster.up(printed::add);
    assertThat(printed).contains("Starting datanode");
    assertOnlyNew(before, Set.of("datanode"));
  }

  @Test
  void upRecoversFromAKillOfEverything() throws Exception {
    String topic = createTopic("survives-kill");
    pids().values().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    cluster.up(printed::add);
    assertThat(topics()).contains(topic);
    assertThat(cluster.status()).allMatch(DaemonStatus::healthy);
  }

  @Test
  void daemonThatDiesWhileOthersWaitForItIsRestartedToo() throws Exception {
    Map<String, Long> before = pids();
    long dataNode = before.getOrDefault("datanode", -1L);
    assertThat(new ProcessBuilder("bash", "-c", "kill -STOP " + dataNode).start().waitFor())
        .isZero();
    kill("namenode");
    cluster.up(
        line -> {
          printed.add(line);
          if (line.equals("Starting namenode")) {
            ProcessHandle.of(dataNode).ifPresent(ProcessHandle::destroyForcibly);
          }
        });
    assertThat(printed).contains("Starting datanode");
    assertOnlyNew(before, Set.of("namenode", "datanode"));
    assertThat(cluster.status()).allMatch(DaemonStatus::healthy);
  }

  @Test
  void lostPidFileDoesNotStartASecondDaemon() throws IOException {
    Map<String, Long> before = pids();
    Files.delete(cluster.directory().resolve("run/kafka.pid"));
    cluster.up(printed::add);
    assertThat(pids()).isEqualTo(before);
  }

  @Test
  void restartReplacesOneProcess() {
    Map<String, Long> before = pids();
    cluster.restart("nodemanager", printed::add);
    assertOnlyNew(before, Set.of("nodemanager"));
    assertThat(cluster.status()).allMatch(DaemonStatus::healthy);
  }

  @Test
  void unknownDaemonIsReportedWithTheKnownOnes() {
    assertThatThrownBy(() -> cluster.restart("nodmanager", printed::add))
        .isInstanceOf(OperatorError.class)
        .hasMessageContaining("'nodmanager'")
        .hasMessageContaining("nodemanager");
  }

  @Test
  void concurrentUpsWaitForEachOther() {
    Map<String, Long> before = pids();
    kill("kafka");
    CompletableFuture<?>[] ups = new CompletableFuture<?>[2];
    for (int i = 0; i < ups.length; i++) {
      ups[i] = CompletableFuture.runAsync(() -> open(overrides).up(printed::add));
    }
    CompletableFuture.allOf(ups).join();
    assertThat(printed).contains("Starting kafka").contains(UP);
    assertThat(printed).anyMatch(line -> line.startsWith("Waiting: another command (pid "));
    assertOnlyNew(before, Set.of("kafka"));
  }

  @Test
  void downKeepsTheData() throws Exception {
    String topic = createTopic("survives-down");
    String created =
        Http.put(
            nameNode("/webhdfs/v1/kept?op=MKDIRS&user.name=" + System.getProperty("user.name")),
            "");
    assertThat(created).contains("true");

    cluster.down(printed::add);
    assertThat(cluster.isUp()).isFalse();
    assertThat(cluster.status()).allMatch(daemon -> daemon.pid().isEmpty());
    assertThat(printed.stream().map(line -> line.strip().split(" ", 2)[0]).toList())
        .startsWith("nodemanager", "resourcemanager", "datanode", "namenode", "kafka");

    cluster.up(printed::add);
    assertThat(topics()).contains(topic);
    assertThat(Http.get(nameNode("/webhdfs/v1/?op=LISTSTATUS"))).contains("\"kept\"");
  }

  @Test
  void upWithAPortInUseStartsNothing() throws IOException {
    cluster.down(printed::add);
    int port = Integer.parseInt(overrides.getOrDefault("cluster.nodemanager.http-port", ""));
    try (ServerSocket taken = new ServerSocket(port, 1, Loopback.address())) {
      assertThat(taken.isBound()).isTrue();
      assertThatThrownBy(() -> cluster.up(printed::add))
          .isInstanceOf(OperatorError.class)
          .hasMessageContaining("port " + port + " is in use")
          .hasMessageContaining("-Dcluster.nodemanager.http-port=");
    }
    assertThat(pids()).isEmpty();
  }

  @Test
  void deathOfADaemonIsReportedWithTheEndOfItsLog() throws IOException {
    kill("nodemanager");
    Path recovery = cluster.directory().resolve("data/nodemanager/recovery");
    FileTree.delete(recovery);
    Files.writeString(recovery, "in the way");
    try {
      assertThatThrownBy(() -> cluster.up(printed::add))
          .isInstanceOf(OperatorError.class)
          .hasMessageStartingWith("Cannot start nodemanager: it exited")
          .hasMessageContaining("nodemanager.log:\n");
    } finally {
      Files.delete(recovery);
    }
  }

  @Test
  void changedSettingsAreRefusedWhileDaemonsRun() {
    kill("nodemanager");
    Map<String, String> changed = new HashMap<>(overrides);
    changed.put("cluster.nodemanager.vcores", "3");
    assertThatThrownBy(() -> open(changed).up(printed::add))
        .isInstanceOf(OperatorError.class)
        .hasMessageContaining("Cannot apply changed settings")
        .hasMessageContaining("kafka, namenode, datanode, resourcemanager run");
  }

  @Test
  void securedClusterHasUsersAndDataOfItsOwn() throws Exception {
    createTopic("in-the-open");
    LocalCluster secured = open(secured());
    assertThatThrownBy(() -> secured.up(printed::add))
        .isInstanceOf(OperatorError.class)
        .hasMessageStartingWith("Cannot use the secured local cluster: the open one runs");
    cluster.down(printed::add);
    secured.up(printed::add);
    try {
      assertThat(secured.status()).allMatch(DaemonStatus::healthy);
      assertThatThrownBy(() -> cluster.up(printed::add))
          .isInstanceOf(OperatorError.class)
          .hasMessageContaining("it was started with --secure; add --config ")
          .hasMessageContaining("client.conf");
      LocalCluster started = LocalCluster.asStarted(SettingsLoader.load(null, overrides), home);
      started.restart("kafka", printed::add);
      assertThat(started.status()).allMatch(DaemonStatus::healthy);
      Settings client = SettingsLoader.load(secured.clientConf().orElseThrow(), overrides);
      try (Topics topics = Topics.connect(client.kafka())) {
        assertThat(topics.names()).isEmpty();
        assertThat(topics.ensure("kept.events").partitions()).isEqualTo(3);
        topics.delete("kept.events");
      }
      requireClosedController(client);
    } finally {
      secured.down(printed::add);
    }
    cluster.up(printed::add);
    assertThat(topics()).contains("in-the-open");
  }

  /** Only the broker's own certificate opens the controller's port. */
  private void requireClosedController(Settings settings) {
    Properties client = new Properties();
    client.putAll(settings.kafka().client());
    client.put(
        "bootstrap.controllers",
        Loopback.HOST + ":" + overrides.get("cluster.kafka.controller-port"));
    client.put("request.timeout.ms", 2_000);
    client.put("default.api.timeout.ms", 2_000);
    for (String protocol : List.of("SASL_SSL", "SSL", "PLAINTEXT")) {
      client.put("security.protocol", protocol);
      try (Admin admin = Admin.create(client)) {
        assertThatThrownBy(() -> admin.describeCluster().nodes().get()).as(protocol).isNotNull();
      }
    }
  }

  private Map<String, String> secured() {
    Map<String, String> secured = new HashMap<>(overrides);
    secured.put("cluster.kafka.secure", "true");
    return secured;
  }

  @Test
  void upAfterAWipeStartsEmpty() throws Exception {
    createTopic("wiped");
    cluster.wipe(printed::add);
    assertThat(cluster.directory().resolve("data")).doesNotExist();
    cluster.up(printed::add);
    assertThat(topics()).doesNotContain("wiped");
  }

  private LocalCluster open(Map<String, String> settings) {
    Settings loaded = SettingsLoader.load(null, settings);
    return LocalCluster.of(loaded, home);
  }

  private Map<String, Long> pids() {
    Map<String, Long> pids = new HashMap<>();
    cluster.status().forEach(d -> d.pid().ifPresent(pid -> pids.put(d.name(), pid)));
    return pids;
  }

  private void assertOnlyNew(Map<String, Long> before, Set<String> names) {
    assertThat(pids())
        .hasSize(5)
        .allSatisfy(
            (name, pid) ->
                assertThat(pid.equals(before.get(name))).as(name).isEqualTo(!names.contains(name)));
  }

  private void kill(String daemon) {
    long pid = pids().getOrDefault(daemon, -1L);
    ProcessId process = ProcessId.living(pid).orElseThrow();
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    assertThat(Processes.ended(process, Duration.ofSeconds(10))).isTrue();
  }

  private URI nameNode(String path) {
    return Http.at(
        Integer.parseInt(overrides.getOrDefault("cluster.namenode.http-port", "")), path);
  }

  private String createTopic(String name) throws Exception {
    try (Admin admin = admin()) {
      admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
    }
    return name;
  }

  private Set<String> topics() throws Exception {
    try (Admin admin = admin()) {
      return admin.listTopics().names().get();
    }
  }

  private Admin admin() {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", Loopback.HOST + ":" + overrides.get("cluster.kafka.port"));
    return Admin.create(properties);
  }
}
