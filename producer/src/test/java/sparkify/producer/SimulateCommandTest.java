package sparkify.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import sparkify.common.kafka.EmbeddedKafka;

@Timeout(60)
class SimulateCommandTest {
  @RegisterExtension static final EmbeddedKafka kafka = new EmbeddedKafka();

  @TempDir private Path folder;

  @Test
  void writesTheSameBytesPlainOrGzipped() throws IOException {
    Path plain = folder.resolve("a.json");
    Path packed = folder.resolve("a.json.gz");
    assertThat(simulate("--out=" + plain).out()).contains("Wrote ").contains("a.json");
    assertThat(simulate("--out=" + packed).exitCode()).isZero();
    try (InputStream unpacked = new GZIPInputStream(Files.newInputStream(packed))) {
      assertThat(unpacked.readAllBytes()).isEqualTo(Files.readAllBytes(plain)).isNotEmpty();
    }
    try (var left = Files.list(folder)) {
      assertThat(left).hasSize(2);
    }
  }

  @Test
  void replacesAFileOnlyWithForce() throws IOException {
    Path file = Files.writeString(folder.resolve("mine"), "precious");
    CommandLineRun refused = simulate("--out=" + file);
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("Cannot write " + file).contains("--force");
    assertThat(file).hasContent("precious");
    assertThat(simulate("--out=" + file, "--force").exitCode()).isZero();
    assertThat(Files.readString(file)).startsWith("{\"ts\":");
  }

  @Test
  void sendsTheSameEventsThatItWrites() throws IOException {
    Path file = folder.resolve("b.json");
    assertThat(simulate("--out=" + file).exitCode()).isZero();
    assertThat(simulate().exitCode()).isZero();
    assertThat(kafka.records("simulated.events"))
        .extracting(r -> new String(r.value(), StandardCharsets.UTF_8))
        .containsExactlyInAnyOrderElementsOf(Files.readAllLines(file));
  }

  @Test
  void refusesUsersAndDaysOutOfBounds() {
    CommandLineRun run = simulate("--users=0");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--users").contains("must be from 1");
    assertThat(simulate("--days=4000").exitCode()).isEqualTo(2);
  }

  private static CommandLineRun simulate(String... more) {
    String[] all = new String[more.length + 3];
    all[0] = "-Dsimulator.users=20";
    all[1] = "-Dsimulator.days=15";
    all[2] = "--seed=3";
    System.arraycopy(more, 0, all, 3, more.length);
    return CommandLineRun.on(kafka, "simulated", new SimulateCommand(), all);
  }
}
