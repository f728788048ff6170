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
import sparkify.common.Sha256;
import sparkify.lake.log.Manifest.Change;
import sparkify.lake.log.Manifest.DataFile;
import sparkify.lake.log.Manifest.Gap;
import sparkify.lake.log.Manifest.Kind;
import sparkify.lake.log.Manifest.Last;
import sparkify.lake.log.Manifest.Range;
import sparkify.lake.log.Manifest.Topic;
import sparkify.lake.log.Manifest.Writer;

class LogFileTest {
  private static final Manifest FULL =
      new Manifest(
          7,
          Kind.BATCH,
          "uuid",
          Instant.parse("2026-01-01T00:00:00.123456789Z"),
          new Writer("application_1_é😀", 2, "session", "0.1"),
          new Topic("events", "id", 3),
          Map.of(0, 5L, 11, Long.MAX_VALUE),
          List.of(new Range(0, 1, 9, 4, 3, 1, new Last(7, 2), -5L)),
          List.of(new Gap(1, 2, 3)),
          List.of(new DataFile("staged \"a\"", "final", 4, 100, -1, Long.MAX_VALUE, "1f")),
          List.of(new DataFile("s", "f", 3, 10, 0, 0, null)),
          List.of("old"),
          List.of(new Change(0, 1, 9, 1, -1)),
          List.of());

  @Test
  void readsBackWhatItWrote() throws Exception {
    assertThat(LogFile.MANIFEST.read(LogFile.MANIFEST.write(FULL))).isEqualTo(FULL);
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
            List.of(),
            List.of(),
            List.of());
    assertThat(LogFile.MANIFEST.read(LogFile.MANIFEST.write(compact))).isEqualTo(compact);
  }

  @Test
  void noticesEveryChangedByte() {
    byte[] written = LogFile.MANIFEST.write(FULL);
    for (int i = 0; i < written.length; i++) {
      byte[] damaged = written.clone();
      damaged[i] ^= 1;
      assertThatThrownBy(() -> LogFile.MANIFEST.read(damaged))
          .as("byte %d of %s", i, new String(written, StandardCharsets.UTF_8))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void noticesEveryTruncation() {
    byte[] written = LogFile.MANIFEST.write(FULL);
    for (int length = 0; length < written.length; length++) {
      byte[] cut = Arrays.copyOf(written, length);
      assertThatThrownBy(() -> LogFile.MANIFEST.read(cut)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void skipsFieldsThatItDoesNotKnow() throws Exception {
    assertThat(LogFile.MANIFEST.read(sealed(body().replace("{\"seq\"", "{\"new\":[1],\"seq\""))))
        .isEqualTo(FULL);
  }

  @Test
  void readsManifestsThatWereWrittenBeforeThereWereChanges() throws Exception {
    String before = body().replaceAll(",\"changes\":\\[.*?\\]", "");
    assertThat(before).doesNotContain("changes");
    assertThat(LogFile.MANIFEST.read(sealed(before)).changes()).isEmpty();
  }

  @Test
  void refusesAFormatThatItDoesNotKnowByName() {
    String newer = "{\"format\":2,\"crc\":\"1\",\"manifest\":{}}\n";
    assertThatThrownBy(() -> LogFile.MANIFEST.read(newer.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("its format is 2")
        .hasMessageContaining("reads format 1");
  }

  @Test
  void refusesAnotherKindOfFile() {
    assertThatThrownBy(() -> LogFile.CHECKPOINT.read(LogFile.MANIFEST.write(FULL)))
        .hasMessageContaining("not a checkpoint");
  }

  private static String body() {
    String text = new String(LogFile.MANIFEST.write(FULL), StandardCharsets.UTF_8);
    return text.substring(text.indexOf("\"manifest\":") + 11, text.length() - 2);
  }

  private static byte[] sealed(String body) {
    return "{\"format\":1,\"sha256\":\"%s\",\"manifest\":%s}\n"
        .formatted(Sha256.hex(body), body)
        .getBytes(StandardCharsets.UTF_8);
  }
}
