package sparkify.producer.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sparkify.common.OperatorError;

@Timeout(120)
class FileLinesTest {
  private static final int MIB = 1 << 20;

  @TempDir private Path folder;

  @Test
  void refusesALineWithoutEndInBoundedMemory() throws IOException {
    Path file = zeros(300);
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (LineSource lines = FileLines.open(file, MIB)) {
      long before = thread.getCurrentThreadAllocatedBytes();
      assertThatThrownBy(lines::next)
          .isInstanceOf(OperatorError.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("line 1 is longer than 268435456 bytes")
          .message()
          .doesNotContain("cut off");
      assertThat(thread.getCurrentThreadAllocatedBytes() - before).isLessThan(8L * MIB);
    }
  }

  @Test
  void continuesAfterALongLineInBoundedMemory() throws IOException {
    Path file = zeros(200);
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (LineSource lines = FileLines.open(file, MIB)) {
      long before = thread.getCurrentThreadAllocatedBytes();
      assertThat(lines.next()).isEmpty();
      assertThat(lines.tooLong()).isEqualTo(200L * MIB);
      assertThat(lines.next()).containsExactly('e', 'n', 'd');
      assertThat(lines.tooLong()).isZero();
      assertThat(lines.lineNumber()).isEqualTo(2);
      assertThat(lines.next()).isNull();
      assertThat(thread.getCurrentThreadAllocatedBytes() - before).isLessThan(8L * MIB);
    }
  }

  /** A gzip file of some MiB of zeros, and the line "end". */
  private Path zeros(int mib) throws IOException {
    Path file = folder.resolve("zeros.gz");
    byte[] zeros = new byte[MIB];
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < mib; i++) {
        out.write(zeros);
      }
      out.write(new byte[] {'\n', 'e', 'n', 'd', '\n'});
    }
    assertThat(file).satisfies(f -> assertThat(Files.size(f)).isLessThan(MIB));
    return file;
  }
}
