package sparkify.lake.log;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sparkify.common.Sha256;

/**
 * How the log's files are written: one JSON object on one line, which holds a value and the SHA-256
 * of its text, so that a damaged file cannot pass for a sound one.
 *
 * <pre>{"format":1,"sha256":"…","manifest":{…}}</pre>
 *
 * <p>A reader skips fields that it does not know, and refuses a format that it does not know.
 */
final class LogFile<T> {
  static final LogFile<Manifest> MANIFEST = new LogFile<>("manifest", Manifest.class);
  static final LogFile<Checkpoint> CHECKPOINT = new LogFile<>("checkpoint", Checkpoint.class);
  static final LogFile<FileList> FILE_LIST = new LogFile<>("list", FileList.class);

  private static final int FORMAT = 1;
  private static final Pattern HEAD =
      Pattern.compile("\\{\"format\":(\\d+),(?:\"sha256\":\"([0-9a-f]{64})\",\"(\\w+)\":)?");
  private static final String END = "}\n";
  private static final ObjectMapper JSON = mapper();

  private final String name;
  private final Class<T> type;

  private LogFile(String name, Class<T> type) {
    this.name = name;
    this.type = type;
  }

  byte[] write(T value) {
    String body = json(value);
    String head =
        "{\"format\":%d,\"sha256\":\"%s\",\"%s\":".formatted(FORMAT, Sha256.hex(body), name);
    return (head + body + END).getBytes(StandardCharsets.UTF_8);
  }

  /** A value as one line of JSON, without its checksum. */
  static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("Cannot write " + value.getClass().getSimpleName(), e);
    }
  }

  /**
   * Reads a value back.
   *
   * @throws IOException when the bytes are not what {@link #write} wrote, or have another format
   */
  T read(byte[] bytes) throws IOException {
    String text = new String(bytes, StandardCharsets.UTF_8);
    Matcher head = HEAD.matcher(text);
    if (head.lookingAt() && !head.group(1).equals("" + FORMAT)) {
      throw new IOException(
          "its format is %s, and this version of the software reads format %d; use the version that wrote it, or a newer one"
              .formatted(head.group(1), FORMAT));
    }
    if (!head.lookingAt() || !name.equals(head.group(3)) || !text.endsWith(END)) {
      throw new IOException(
          "not a %s of format %d (%d bytes)".formatted(name, FORMAT, bytes.length));
    }
    String body = text.substring(head.end(), text.length() - END.length());
    if (!Sha256.hex(body).equals(head.group(2))) {
      throw new IOException(
          "its checksum is " + head.group(2) + ", but its content has " + Sha256.hex(body));
    }
    return JSON.readValue(body, type);
  }

  private static ObjectMapper mapper() {
    return JsonMapper.builder()
        .addModule(new JavaTimeModule())
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .visibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
        .build();
  }
}
