package sparkify.producer.simulator.life;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The lists that people are made of: lines of {@code weight text}, comments left out. */
record Texts(List<Integer> numbers, List<String> texts) {
  static Texts read(String resource) {
    try (InputStream in = Texts.class.getResourceAsStream(resource)) {
      String all =
          new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
      List<String> lines = all.lines().filter(line -> !line.startsWith("#")).toList();
      return new Texts(
          lines.stream()
              .map(line -> Integer.valueOf(line.substring(0, line.indexOf(' '))))
              .toList(),
          lines.stream().map(line -> line.substring(line.indexOf(' ') + 1)).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
