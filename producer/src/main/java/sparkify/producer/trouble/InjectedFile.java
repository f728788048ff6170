package sparkify.producer.trouble;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import sparkify.common.OperatorError;
import sparkify.common.Sha256;

/**
 * The side file that lists what was done to which line: one JSON object per line, in the order of
 * sending. It replaces the one of an earlier replay of an input of this name.
 */
final class InjectedFile implements AutoCloseable {
  private static final JsonFactory JSON = new JsonFactory();

  private final Path file;
  private final JsonGenerator json;

  private InjectedFile(Path file, JsonGenerator json) {
    this.file = file;
    this.json = json;
  }

  static InjectedFile create(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      JsonGenerator json =
          JSON.createGenerator(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
      json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
      return new InjectedFile(file, json);
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  /**
   * Adds a line.
   *
   * @param number of the line in the input
   * @param sent its bytes as they are sent
   * @param what was done to it
   * @param reason why it is rejected, or null if it lands
   */
  synchronized void add(
      long number, TroubleKind kind, String what, @Nullable String reason, byte[] sent) {
    try {
      json.writeStartObject();
      json.writeNumberField("line", number);
      json.writeStringField("kind", kind.term());
      json.writeStringField("change", what);
      json.writeStringField("reason", reason);
      json.writeNumberField("bytes", sent.length);
      json.writeStringField("sha256", new Sha256().add(sent).hex());
      json.writeEndObject();
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      json.close();
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  private static OperatorError cannotWrite(Path file, IOException e) {
    return new OperatorError("Cannot write " + file + ": " + e, e);
  }
}
