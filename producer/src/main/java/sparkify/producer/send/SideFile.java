package sparkify.producer.send;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import sparkify.common.OperatorError;
import sparkify.producer.route.RoutedLine;

/**
 * Keeps lines that are too large for Kafka: line number, tab, unchanged line, line feed. Of a line
 * that was too long to be kept, its length is noted instead, in words that are not JSON.
 *
 * <p>A line cannot contain a line feed, so nothing is lost or escaped. The file is created for the
 * first line and replaces the one that an earlier replay of an input of this name left.
 */
final class SideFile implements AutoCloseable {
  private final Path file;
  private @Nullable OutputStream out;
  private long lines;
  private long tooLong;
  private long first;

  SideFile(Path directory, String input) {
    this.file = directory.resolve(input + ".too-large.jsonl");
  }

  void keep(RoutedLine line) {
    try {
      OutputStream to = open();
      to.write((line.number() + "\t").getBytes(StandardCharsets.US_ASCII));
      to.write(line.tooLong() == 0 ? line.value() : note(line.tooLong()));
      to.write('\n');
      to.flush();
    } catch (IOException e) {
      throw new OperatorError(
          "Cannot write line " + line.number() + ", too large for Kafka, to " + file + ": " + e, e);
    }
    first = lines == 0 ? line.number() : first;
    lines++;
    tooLong += line.tooLong() == 0 ? 0 : 1;
  }

  private static byte[] note(long length) {
    return "a line of %d bytes, which is not kept because of producer.max-line-bytes"
        .formatted(length)
        .getBytes(StandardCharsets.US_ASCII);
  }

  long lines() {
    return lines;
  }

  /** Where the lines are, for a message. */
  String describe() {
    String kept = file + " (line number, tab, line; the first is line " + first + ")";
    return tooLong == 0
        ? kept
        : "%s, but %,d of them only by their length, which exceeds producer.max-line-bytes"
            .formatted(kept, tooLong);
  }

  @Override
  public void close() {
    try {
      if (out != null) {
        out.close();
      }
    } catch (IOException e) {
      throw new OperatorError("Cannot write " + file + ": " + e, e);
    }
  }

  private OutputStream open() throws IOException {
    if (out == null) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      out = new BufferedOutputStream(Files.newOutputStream(file));
    }
    return out;
  }
}
