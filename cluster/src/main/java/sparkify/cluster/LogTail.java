package sparkify.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The last lines of a daemon's logs, for the error that reports its death. */
final class LogTail {
  private static final int LINES = 15;
  private static final int WIDTH = 300;

  private LogTail() {}

  /**
   * The last lines of what {@code name} logged and of what its JVM printed, with the files' names.
   */
  static String of(Jvm jvm, String name) {
    StringBuilder text = new StringBuilder();
    for (Path file : new Path[] {jvm.log(name), jvm.output(name)}) {
      List<String> lines = lines(file);
      if (!lines.isEmpty()) {
        text.append("\nThe last lines of ").append(file).append(":\n  ");
        text.append(String.join("\n  ", lines));
      }
    }
    return text.toString();
  }

  private static List<String> lines(Path file) {
    if (!Files.exists(file)) {
      return List.of();
    }
    // Rotated at 10 MB, so small enough to read; any encoding will do for an error.
    try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      List<String> all = lines.toList();
      return all.subList(Math.max(0, all.size() - LINES), all.size()).stream()
          .map(line -> line.length() > WIDTH ? line.substring(0, WIDTH) + "…" : line)
          .toList();
    } catch (IOException e) {
      return List.of("(cannot be read: " + e + ")");
    }
  }
}
