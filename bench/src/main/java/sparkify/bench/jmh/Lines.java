package sparkify.bench.jmh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The events of the file that the runner names in a system property. */
public final class Lines {
  /** The name of that property. */
  static final String FILE = "bench.file";

  private Lines() {}

  /** Passes on all of them, one after the other. */
  public static void forEach(Consumer<String> action) {
    forEach(Long.MAX_VALUE, action);
  }

  /** The first of them: {@code count}, or as many as there are. */
  static byte[][] first(int count) {
    List<byte[]> first = new ArrayList<>();
    forEach(count, line -> first.add(line.getBytes(StandardCharsets.UTF_8)));
    return first.toArray(byte[][]::new);
  }

  private static void forEach(long count, Consumer<String> action) {
    Path file = Path.of(System.getProperty(FILE));
    try (Stream<String> lines = Files.lines(file)) {
      lines.limit(count).forEach(action);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}
