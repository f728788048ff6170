package sparkify.cluster;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkify.common.OperatorError;

class PreflightTest {
  @TempDir Path folder = Path.of("");

  @Test
  void portInUseIsReportedWithDaemonProcessAndSetting() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, Loopback.address())) {
      int port = taken.getLocalPort();
      Map<String, String> settings = FreePorts.settings();
      settings.put("cluster.namenode.http-port", Integer.toString(port));
      List<Daemon> daemons = daemons(settings);
      assertThatThrownBy(() -> Preflight.ports(List.of(daemons.get(1))))
          .isInstanceOf(OperatorError.class)
          .hasMessageContaining("Cannot start namenode: port " + port + " is in use by pid")
          .hasMessageContaining("-Dcluster.namenode.http-port=PORT");
    }
  }

  @Test
  void tooLittleMemoryIsReportedOnOneLineWithFigures() {
    assertThatThrownBy(() -> Preflight.memory(daemons(Map.of()), OptionalLong.of(700L << 20)))
        .isInstanceOf(OperatorError.class)
        .hasMessage(
            "Cannot start kafka, namenode, datanode, resourcemanager, nodemanager: they need"
                + " 2.2 GiB of memory, but only 700 MiB is available; stop other programs or lower"
                + " cluster.*.heap");
  }

  @Test
  void enoughOrUnknownMemoryPasses() {
    List<Daemon> daemons = daemons(Map.of());
    assertThatCode(() -> Preflight.memory(daemons, OptionalLong.of(8L << 30)))
        .doesNotThrowAnyException();
    assertThatCode(() -> Preflight.memory(daemons, OptionalLong.empty()))
        .doesNotThrowAnyException();
  }

  @Test
  void tooLittleDiskSpaceIsReportedWithFolderAndSetting() {
    assertThatThrownBy(() -> Preflight.disk(folder, Long.MAX_VALUE))
        .isInstanceOf(OperatorError.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("cluster.min-free-disk");
    assertThatCode(() -> Preflight.disk(folder, 0)).doesNotThrowAnyException();
  }

  private static List<Daemon> daemons(Map<String, String> overrides) {
    return Daemons.of(HadoopConfTest.cluster(overrides), Layout.of(Path.of("/checkout"), ".local"));
  }
}
