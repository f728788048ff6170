package sparkify.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class PidFileTest {
  @TempDir Path folder = Path.of("");

  private PidFile file = new PidFile(folder);
  private final ProcessId self = ProcessId.living(ProcessHandle.current().pid()).orElseThrow();

  @BeforeEach
  void place() {
    file = new PidFile(folder.resolve("kafka.pid"));
  }

  @Test
  void livingProcessIsFoundAgain() {
    file.write(self);
    assertThat(file.process()).contains(self);
  }

  @Test
  void missingFileMeansNoProcess() {
    assertThat(file.process()).isEmpty();
  }

  @Test
  void deadProcessIsStale() throws Exception {
    Process process = new ProcessBuilder("sleep", "60").start();
    ProcessId id = ProcessId.living(process.pid()).orElseThrow();
    file.write(id);
    assertThat(file.process()).contains(id);
    process.destroyForcibly().waitFor();
    assertThat(file.process()).isEmpty();
    assertThat(Processes.ended(id, Duration.ofSeconds(1))).isTrue();
  }

  @Test
  void reusedPidIsNotOurs() {
    file.write(new ProcessId(self.pid(), "an earlier boot:12345"));
    assertThat(file.process()).isEmpty();
  }

  @Test
  void truncatedFileIsStale() throws Exception {
    Files.writeString(file.path(), "12");
    assertThat(file.process()).isEmpty();
    Files.writeString(file.path(), "");
    assertThat(file.process()).isEmpty();
  }

  @Test
  void startAndMemoryOfAProcessAreKnown() {
    assertThat(self.startedAt()).isBefore(Instant.now()).isAfter(Instant.now().minusSeconds(3600));
    assertThat(self.memoryBytes().orElse(1 << 20)).isGreaterThanOrEqualTo(1 << 20);
  }

  @Test
  void editorOfAContainersFileIsNotAContainer() {
    String local = "/c/data/nodemanager/local/usercache";
    assertThat(
            Applications.isContainer(
                "/jdk/bin/java\0-Djava.io.tmpdir=" + local + "/u/tmp\0", local))
        .isTrue();
    assertThat(Applications.isContainer("/bin/bash\0-c\0" + local + "/u/launch.sh\0", local))
        .isTrue();
    assertThat(Applications.isContainer("vim\0" + local + "/u/launch.sh\0", local)).isFalse();
    assertThat(Applications.isContainer("/jdk/bin/java\0-Xmx1g\0", local)).isFalse();
  }
}
