package sparkify.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import sparkify.common.config.ClusterSettings;
import sparkify.common.config.SettingsLoader;

class HadoopConfTest {
  private static final long GIB = 1L << 30;
  private static final Machine LARGE = new Machine(64 * GIB, OptionalLong.empty());

  @Test
  void daemonsListenOnThePortsOfTheSettings() throws Exception {
    ClusterSettings settings =
        cluster(Map.of("cluster.namenode.port", "18020", "cluster.nodemanager.port", "18041"));
    Map<String, String> files = files(settings, "/checkout", LARGE);
    assertThat(read(files, "core-site.xml"))
        .containsEntry("fs.defaultFS", "hdfs://127.0.0.1:18020");
    assertThat(read(files, "yarn-site.xml"))
        .containsEntry("yarn.nodemanager.address", "127.0.0.1:18041");
  }

  @Test
  void everyAddressIsLoopback() throws Exception {
    Map<String, String> files = files(cluster(Map.of()), "/checkout", LARGE);
    for (String name : files.keySet()) {
      read(files, name)
          .forEach(
              (key, value) -> {
                if (key.endsWith("address") || key.endsWith("hostname")) {
                  assertThat(value).as(key).startsWith("127.0.0.1");
                }
              });
    }
  }

  @Test
  void noPathHasASpaceEvenIfTheCheckoutHasOne() throws Exception {
    Map<String, String> files = files(cluster(Map.of()), "/a checkout, with näme", LARGE);
    Map<String, String> all = new HashMap<>(read(files, "hdfs-site.xml"));
    all.putAll(read(files, "yarn-site.xml"));
    assertThat(all.get("dfs.namenode.name.dir")).startsWith("file:///");
    assertThat(all.values()).noneMatch(value -> value.matches(".*[ %ä,].*"));
  }

  @Test
  void containersGetWhatTheDaemonsLeaveOnASmallMachine() {
    ClusterSettings settings = cluster(Map.of());
    assertThat(LARGE.containerMemoryBytes(settings)).isEqualTo(12 * GIB);
    Machine small = new Machine(8 * GIB, OptionalLong.empty());
    assertThat(small.containerMemoryBytes(settings)).isBetween(4 * GIB, 6 * GIB);
    Machine tiny = new Machine(GIB, OptionalLong.empty());
    assertThat(tiny.containerMemoryBytes(settings)).isEqualTo(GIB);
  }

  @Test
  void aNodeManagerWaitsForTheResourceManagerWithoutLimit() throws Exception {
    assertThat(read(files(cluster(Map.of()), "/checkout", LARGE), "yarn-site.xml"))
        .containsEntry("yarn.nodemanager.resourcemanager.connect.max-wait.ms", "-1");
  }

  @Test
  void markupInAValueIsEscaped() throws Exception {
    Map<String, String> files = Map.of("x", ConfigurationXml.render(Map.of("key", "a<b>&\"c'")));
    assertThat(read(files, "x")).containsEntry("key", "a<b>&\"c'");
  }

  @Test
  void brokerKeepsItsDataInTheClustersFolder() {
    Map<String, String> files =
        KafkaConf.files(
            cluster(Map.of("cluster.kafka.port", "19092")),
            Layout.of(Path.of("/checkout"), ".local"));
    assertThat(files.get("server.properties"))
        .contains("log.dirs=/checkout/.local/data/kafka\n")
        .contains("127.0.0.1\\:19092")
        .doesNotContain("#");
  }

  private static Map<String, String> files(ClusterSettings settings, String home, Machine machine) {
    return HadoopConf.files(settings, Layout.of(Path.of(home), ".local"), machine);
  }

  static ClusterSettings cluster(Map<String, String> overrides) {
    return SettingsLoader.load(null, overrides).cluster();
  }

  private static Map<String, String> read(Map<String, String> files, String name) throws Exception {
    byte[] text = files.getOrDefault(name, "").getBytes(StandardCharsets.UTF_8);
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(text));
    var properties = document.getElementsByTagName("property");
    Map<String, String> all = new HashMap<>();
    for (int i = 0; i < properties.getLength(); i++) {
      Element property = (Element) properties.item(i);
      all.put(
          property.getElementsByTagName("name").item(0).getTextContent(),
          property.getElementsByTagName("value").item(0).getTextContent());
    }
    return all;
  }
}
