package sparkify.producer.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sparkify.common.OperatorError;
import sparkify.producer.line.FileInput;
import sparkify.producer.line.FileLines;
import sparkify.producer.line.LineSource;

@Timeout(120)
class CompressionTest {
  private static final int LONGEST_LINE = 1 << 20;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void readsPartsThatWerePutTogether(CompressedFiles kind) throws IOException {
    byte[] parts = joined(kind.of("a\nb"), kind.of("c\r\n"), kind.of(""), kind.of("d"));
    assertThat(read(parts).lines()).containsExactly("a", "bc", "d");
  }

  @ParameterizedTest
  @EnumSource
  void failsWhereverTheFileIsCutOffAndReadsTheLinesBefore(CompressedFiles kind) throws IOException {
    byte[] one = kind.of("1\n2\n");
    byte[] both = joined(one, kind.of("3\n4\n"));
    for (int length = 6; length < both.length; length++) {
      Read read = read(Arrays.copyOf(both, length));
      assertThat(read.failure().isEmpty()).as("%d bytes", length).isEqualTo(length == one.length);
      assertThat(read.lines())
          .isEqualTo(List.of("1", "2", "3", "4").subList(0, read.lines().size()));
      assertThat(read.lines()).hasSizeGreaterThanOrEqualTo(length < one.length ? 0 : 2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void failsOnWhatFollowsTheEndAndReadsTheLinesBefore(CompressedFiles kind) throws IOException {
    String text = "line\n".repeat(100_000);
    for (byte[] more : List.of(new byte[1], "more than that".getBytes(StandardCharsets.UTF_8))) {
      Read read = read(joined(kind.of(text), more));
      assertThat(read.failure()).contains("Cannot read ", "after line 100000 (500000 bytes");
      assertThat(read.lines()).hasSize(100_000);
    }
  }

  @ParameterizedTest
  @EnumSource
  void readsAllPartsFromAPipeWhoseWriterIsSlow(CompressedFiles kind) throws IOException {
    byte[] parts = joined(kind.of("a\n"), kind.of("b\n"));
    InputStream slow =
        new ByteArrayInputStream(parts) {
          @Override
          public synchronized int read(byte[] into, int offset, int length) {
            return super.read(into, offset, Math.min(1, length));
          }

          @Override
          public synchronized int available() {
            return 0;
          }
        };
    assertThat(read(FileLines.of("a pipe", FileContent.of("a pipe", slow), LONGEST_LINE)).lines())
        .containsExactly("a", "b");
  }

  @Test
  void readsPlainTextThatBeginsLikeACompressedFile() throws IOException {
    assertThat(read("BZ\nBZh".getBytes(StandardCharsets.UTF_8)).lines())
        .containsExactly("BZ", "BZh");
    assertThat(read(new byte[] {0x1f}).lines()).hasSize(1);
  }

  @Test
  void refusesAnXzFileThatTakesTooMuchMemory() throws IOException {
    assertThat(read(withDictionary(28)).lines()).containsExactly("line");
    assertThat(read(withDictionary(30)).failure())
        .contains("Cannot read ", "takes 128 MiB of memory, and 80 MiB are allowed");
  }

  @Test
  void refusesAZstdFileThatTakesTooMuchMemory() throws IOException {
    assertThat(read(withWindow(27)).lines()).containsExactly("a");
    assertThat(read(withWindow(28)).failure())
        .contains("Cannot read ", "a window of more than 128 MiB");
  }

  /** A frame of one block that is not compressed. */
  private static byte[] withWindow(int log) {
    byte descriptor = (byte) ((log - 10) << 3);
    return new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, descriptor, 0x11, 0, 0, 'a', '\n'};
  }

  /** A file whose block header names a larger dictionary than was used: 28 for 64 MiB. */
  private static byte[] withDictionary(int property) throws IOException {
    byte[] file = CompressedFiles.XZ.of("line\n");
    int header = 12;
    int length = (file[header] + 1) * 4;
    assertThat(file[header + 2]).as("the filter LZMA2").isEqualTo((byte) 0x21);
    file[header + 4] = (byte) property;
    CRC32 crc = new CRC32();
    crc.update(file, header, length - 4);
    ByteBuffer.wrap(file)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(header + length - 4, (int) crc.getValue());
    return file;
  }

  private record Read(List<String> lines, String failure) {}

  private Read read(byte[] bytes) throws IOException {
    Path file = folder.resolve("file");
    Files.write(file, bytes);
    try {
      return read(new FileInput(file, LONGEST_LINE).open());
    } catch (OperatorError e) {
      return new Read(List.of(), String.valueOf(e.getMessage()));
    }
  }

  private static Read read(LineSource source) throws IOException {
    List<String> lines = new ArrayList<>();
    try (source) {
      for (byte[] line = source.next(); line != null; line = source.next()) {
        lines.add(new String(line, StandardCharsets.UTF_8));
      }
      return new Read(lines, "");
    } catch (OperatorError e) {
      return new Read(lines, String.valueOf(e.getMessage()));
    }
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
