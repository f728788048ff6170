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
 * Keeps lines that are too large for Kafka: line number, tab, unchanged line, line feed.
 *
 * <p>A line cannot contain a line feed, so nothing is lost or escaped. The file is created for the
 * first line and replaces the one that an earlier replay of an input of this name left.
 */
final class SideFile implements AutoCloseable {
  private final Path file;
  private @Nullable OutputStream out;
  private long lines;
  private long first;

  SideFile(Path directory, String input) {
    this.file = directory.resolve(input + ".too-large.jsonl");
  }

  void keep(RoutedLine line) {
    try {
      OutputStream to = open();
      to.write((line.number() + "\t").getBytes(StandardCharsets.US_ASCII));
      to.write(line.value());
      to.write('\n');
      to.flush();
    } catch (IOException e) {
      throw new OperatorError(
          "Cannot write line " + line.number() + ", too large for Kafka, to " + file + ": " + e, e);
    }
    first = lines == 0 ? line.number() : first;
    lines++;
  }

  long lines() {
    return lines;
  }

  /** Where the lines are, for a message. */
  String describe() {
    return file + " (line number, tab, line; the first is line " + first + ")";
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
