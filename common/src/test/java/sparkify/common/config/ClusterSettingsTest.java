package sparkify.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sparkify.common.OperatorError;

class ClusterSettingsTest {
  private static final long MIB = 1 << 20;

  @Test
  void hasDefaults() {
    assertThat(load(Map.of()))
        .isEqualTo(
            new ClusterSettings(
                ".local",
                Duration.ofMinutes(2),
                Duration.ofSeconds(30),
                2048 * MIB,
                new ClusterSettings.KafkaDaemon(9092, 9093, 512 * MIB, false),
                new ClusterSettings.NameNode(8020, 9870, 256 * MIB),
                new ClusterSettings.DataNode(9866, 9864, 9867, 256 * MIB),
                new ClusterSettings.ResourceManager(8032, 8030, 8031, 8033, 8088, 256 * MIB),
                new ClusterSettings.NodeManager(8041, 8040, 8042, 256 * MIB, 12288 * MIB, 8)));
  }

  @Test
  void readsEveryKey() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("cluster.directory", "elsewhere");
    all.put("cluster.start-timeout", "3m");
    all.put("cluster.stop-timeout", "4s");
    all.put("cluster.min-free-disk", "5m");
    int port = 20001;
    for (String setting : load(Map.of()).ports().keySet()) {
      all.put("cluster." + setting, Integer.toString(port++));
    }
    int heap = 101;
    for (String daemon :
        new String[] {"kafka", "namenode", "datanode", "resourcemanager", "nodemanager"}) {
      all.put("cluster." + daemon + ".heap", heap++ + "m");
    }
    all.put("cluster.nodemanager.memory", "2g");
    all.put("cluster.nodemanager.vcores", "3");
    all.put("cluster.kafka.secure", "true");
    assertThat(load(all))
        .isEqualTo(
            new ClusterSettings(
                "elsewhere",
                Duration.ofMinutes(3),
                Duration.ofSeconds(4),
                5 * MIB,
                new ClusterSettings.KafkaDaemon(20001, 20002, 101 * MIB, true),
                new ClusterSettings.NameNode(20003, 20004, 102 * MIB),
                new ClusterSettings.DataNode(20005, 20006, 20007, 103 * MIB),
                new ClusterSettings.ResourceManager(20008, 20009, 20010, 20011, 20012, 104 * MIB),
                new ClusterSettings.NodeManager(20013, 20014, 20015, 105 * MIB, 2048 * MIB, 3)));
  }

  @Test
  void bootstrapServersFollowTheBrokersPort() {
    assertThat(SettingsLoader.load(null, Map.of("cluster.kafka.port", "19092")).kafka())
        .extracting(KafkaSettings::bootstrapServers)
        .isEqualTo("127.0.0.1:19092");
  }

  @ParameterizedTest
  @CsvSource({
    "cluster.directory, '', must not be empty",
    "cluster.start-timeout, 10ms, must be at least 1s",
    "cluster.stop-timeout, 10ms, must be at least 1s",
    "cluster.kafka.port, 0, must be from 1 to 65535",
    "cluster.nodemanager.http-port, 65536, must be from 1 to 65535",
    "cluster.datanode.heap, 1m, must be at least 67108864 bytes",
    "cluster.nodemanager.memory, 1m, must be at least 1073741824 bytes",
    "cluster.nodemanager.vcores, 0, must be from 1 to 10000",
    "cluster.namenode.http-port, 9092, must differ from cluster.kafka.port",
  })
  void refusesValuesOutOfBounds(String key, String value, String rule) {
    assertThatThrownBy(() -> load(Map.of(key, value)))
        .isInstanceOf(OperatorError.class)
        .hasMessageContaining(key)
        .hasMessageContaining(rule);
  }

  private static ClusterSettings load(Map<String, String> overrides) {
    return SettingsLoader.load(null, overrides).cluster();
  }
}
