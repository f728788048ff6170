package sparkify.producer.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sparkify.common.OperatorError;
import sparkify.producer.content.CompressedFiles;
import sparkify.producer.line.LineSource;

@Timeout(60)
class FollowInputTest {
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> warnings = new LinkedBlockingQueue<>();
  private final Thread reader = new Thread(this::read, "test-reader");

  @TempDir private Path folder;

  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("app.log");
  }

  @AfterEach
  void stop() throws InterruptedException {
    reader.interrupt();
    reader.join();
  }

  @Test
  void readsWhatIsAppendedOnceItsLineIsEnded() throws Exception {
    append("a\nb");
    reader.start();
    assertThat(lines.take()).isEqualTo("0:1 a");
    append("c\r\nd\n\ne");
    assertThat(lines.take()).isEqualTo("0:2 bc");
    assertThat(lines.take()).isEqualTo("0:3 d");
    append("\n");
    assertThat(lines.take()).isEqualTo("0:5 e");
  }

  @Test
  void readsARotatedFileToItsEndAndThenTheNewOne() throws Exception {
    append("a\n");
    reader.start();
    assertThat(lines.take()).isEqualTo("0:1 a");
    Path old = Files.move(file, folder.resolve("app.log.1"));
    Files.writeString(old, "b\nlast", StandardOpenOption.APPEND);
    append("c\n");
    Files.writeString(old, " words", StandardOpenOption.APPEND);
    assertThat(lines.take()).isEqualTo("0:2 b");
    assertThat(lines.take()).isEqualTo("0:3 last words");
    assertThat(lines.take()).isEqualTo("1:1 c");
    Files.move(file, old, StandardCopyOption.REPLACE_EXISTING);
    assertThat(warnings.take()).isEqualTo("Waiting for " + file + ": there is no such file");
    append("d\n");
    assertThat(lines.take()).isEqualTo("2:1 d");
  }

  @Test
  void readsATruncatedFileFromItsBeginning() throws Exception {
    append("first\nsecond\n");
    reader.start();
    assertThat(lines.take()).isEqualTo("0:1 first");
    assertThat(lines.take()).isEqualTo("0:2 second");
    Files.writeString(file, "third\n");
    assertThat(warnings.take())
        .startsWith("Warning: " + file + " was truncated to ")
        .endsWith(" bytes after 13 had been read; reading it again from its beginning");
    assertThat(lines.take()).isEqualTo("1:1 third");
  }

  @Test
  void waitsForAFileThatIsNotThereYet() throws Exception {
    reader.start();
    assertThat(warnings.take()).isEqualTo("Waiting for " + file + ": there is no such file");
    append("a\n");
    assertThat(lines.take()).isEqualTo("0:1 a");
  }

  @Test
  void endsWhenInterrupted() throws Exception {
    append("a\n");
    reader.start();
    assertThat(lines.take()).isEqualTo("0:1 a");
    reader.interrupt();
    assertThat(lines.take()).isEqualTo("interrupted");
  }

  @ParameterizedTest
  @EnumSource
  void refusesCompressedFiles(CompressedFiles kind) throws IOException {
    Files.write(file, kind.of("a\n"));
    refused(file, "it is compressed");
  }

  @Test
  void refusesWhatIsNoFile() throws IOException {
    refused(folder, "it is a folder; name one file");
    refused(folder.resolve("nowhere/app.log"), "there is no such folder");
    refused(folder.resolve("*.log"), "there is no such file");
    append("a\n");
    Files.writeString(folder.resolve("b.log"), "b\n");
    refused(folder.resolve("*.log"), "it matches 2 files; name one");
    assertThat(FollowInput.of(folder.resolve("a*.log").toString(), 1, warnings::add).file())
        .isEqualTo(file);
  }

  private void refused(Path path, String why) {
    assertThatThrownBy(() -> FollowInput.of(path.toString(), 1 << 20, warnings::add))
        .isInstanceOf(OperatorError.class)
        .hasMessageStartingWith("Cannot ")
        .hasMessageContaining(path.toString())
        .hasMessageContaining(why)
        .message()
        .hasLineCount(1);
  }

  /** Generation, line number and text of each line. */
  private void read() {
    try (LineSource source = new FollowInput(file, 1 << 20, warnings::add).open()) {
      while (true) {
        byte[] line = source.next();
        lines.add(
            "%d:%d %s"
                .formatted(
                    source.generation(),
                    source.lineNumber(),
                    new String(line, StandardCharsets.UTF_8)));
      }
    } catch (IOException | OperatorError e) {
      lines.add(Thread.currentThread().isInterrupted() ? "interrupted" : e.toString());
    }
  }

  private void append(String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
