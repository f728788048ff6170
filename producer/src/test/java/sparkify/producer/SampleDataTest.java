package sparkify.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import sparkify.common.kafka.EmbeddedKafka;

/** Replays real events; skipped if the sample is not next to the checkout. */
@Timeout(60)
class SampleDataTest {
  @RegisterExtension static final EmbeddedKafka kafka = new EmbeddedKafka();

  @Test
  void everyRealEventArrivesUnchanged() throws IOException {
    Path module = Path.of(System.getProperty("basedir", ".")).toAbsolutePath().normalize();
    Path sample = module.resolve("../../shared/data/sparkify-mini-10pct.json.gz").normalize();
    assumeTrue(Files.isReadable(sample), "skipped: cannot read the sample " + sample);
    CommandLineRun run =
        CommandLineRun.on(kafka, "mini", new ProduceCommand(), "--input=" + sample);
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("Sent 28,650 events").contains("842 lines have no user");
    try (InputStream unpacked = new GZIPInputStream(Files.newInputStream(sample))) {
      String text = new String(unpacked.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(kafka.records("mini.events"))
          .extracting(r -> new String(r.value(), StandardCharsets.UTF_8))
          .containsExactlyInAnyOrderElementsOf(text.lines().toList());
    }
  }
}
