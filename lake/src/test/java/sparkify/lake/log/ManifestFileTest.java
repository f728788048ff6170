package sparkify.lake.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sparkify.lake.log.Manifest.DataFile;
import sparkify.lake.log.Manifest.Gap;
import sparkify.lake.log.Manifest.Kind;
import sparkify.lake.log.Manifest.Range;
import sparkify.lake.log.Manifest.Topic;
import sparkify.lake.log.Manifest.Writer;

class ManifestFileTest {
  private static final Manifest FULL =
      new Manifest(
          7,
          Kind.BATCH,
          "uuid",
          Instant.parse("2026-01-01T00:00:00.123456789Z"),
          new Writer("application_1_é😀", 2, "session", "0.1"),
          new Topic("events", "id", 3),
          Map.of(0, 5L, 11, Long.MAX_VALUE),
          List.of(new Range(0, 1, 9, 4, 3, 1)),
          List.of(new Gap(1, 2, 3)),
          List.of(new DataFile("staged \"a\"", "final", 4, 100, -1, Long.MAX_VALUE)),
          List.of(new DataFile("s", "f", 3, 10, 0, 0)),
          List.of("old"));

  @Test
  void readsBackWhatItWrote() throws Exception {
    assertThat(ManifestFile.read(ManifestFile.write(FULL))).isEqualTo(FULL);
  }

  @Test
  void readsBackAManifestWithoutTopic() throws Exception {
    Manifest compact =
        new Manifest(
            1,
            Kind.COMPACT,
            "u",
            Instant.EPOCH,
            new Writer("a", 1, "s", "c"),
            null,
            Map.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    assertThat(ManifestFile.read(ManifestFile.write(compact))).isEqualTo(compact);
  }

  @Test
  void noticesEveryChangedByte() {
    byte[] written = ManifestFile.write(FULL);
    for (int i = 0; i < written.length; i++) {
      byte[] damaged = written.clone();
      damaged[i] ^= 1;
      assertThatThrownBy(() -> ManifestFile.read(damaged))
          .as("byte %d of %s", i, new String(written, StandardCharsets.UTF_8))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void noticesEveryTruncation() {
    byte[] written = ManifestFile.write(FULL);
    for (int length = 0; length < written.length; length++) {
      byte[] cut = Arrays.copyOf(written, length);
      assertThatThrownBy(() -> ManifestFile.read(cut)).isInstanceOf(IOException.class);
    }
  }
}
