package sparkify.bench.jmh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The first events of the file that the runner names in a system property. */
public final class Lines {
  /** The name of that property. */
  static final String FILE = "bench.file";

  private Lines() {}

  /** As many as there are, {@code count} at most. */
  public static byte[][] first(int count) {
    Path file = Path.of(System.getProperty(FILE));
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .limit(count)
          .map(line -> line.getBytes(StandardCharsets.UTF_8))
          .toArray(byte[][]::new);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}
