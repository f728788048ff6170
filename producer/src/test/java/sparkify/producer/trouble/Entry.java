package sparkify.producer.trouble;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line of the side file. */
record Entry(
    long line, String kind, String change, @Nullable String reason, long bytes, String sha256) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static List<Entry> all(Path file) throws IOException {
    try (var values = JSON.readerFor(Entry.class).<Entry>readValues(Files.readString(file))) {
      return values.readAll();
    }
  }
}
