package sparkify.producer.resume;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import sparkify.common.OperatorError;

/**
 * What an exact replay records before it sends anything, and must find unchanged to resume.
 *
 * @param inputSha256 hash of the input
 * @param topicId id of the topic
 * @param partitions number of the topic's partitions
 */
public record ReplayRecord(String inputSha256, String topicId, int partitions) {
  private static final JsonFactory JSON = new JsonFactory();

  /** The record as one JSON object. */
  public String toJson() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("inputSha256", inputSha256);
      json.writeStringField("topicId", topicId);
      json.writeNumberField("partitions", partitions);
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("A StringWriter does not fail", e);
    }
    return text.toString();
  }

  /** The record in {@code file}, or empty if the file does not exist. */
  public static Optional<ReplayRecord> read(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(fromJson(Files.readString(file)));
    } catch (IOException | IllegalArgumentException e) {
      throw new OperatorError("Cannot read the record of a replay, " + file + ": " + e, e);
    }
  }

  /** Writes the record so that it is complete or missing after any crash. */
  public void write(Path file) {
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (FileOutputStream out = new FileOutputStream(temporary.toFile())) {
        out.write((toJson() + "\n").getBytes(StandardCharsets.UTF_8));
        out.getFD().sync();
      }
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new OperatorError("Cannot write the record of a replay, " + file + ": " + e, e);
    }
  }

  /**
   * @throws IllegalArgumentException if a field is missing
   */
  static ReplayRecord fromJson(String text) throws IOException {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser json = JSON.createParser(text)) {
      json.nextToken();
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        json.nextToken();
        fields.put(name, json.getText());
      }
    }
    return new ReplayRecord(
        field(fields, "inputSha256"),
        field(fields, "topicId"),
        Integer.parseInt(field(fields, "partitions")));
  }

  private static String field(Map<String, String> fields, String name) {
    String value = fields.get(name);
    if (value == null) {
      throw new IllegalArgumentException("it has no " + name);
    }
    return value;
  }
}
