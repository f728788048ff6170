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
import sparkify.common.Sha256;

/**
 * A manifest as bytes: one JSON object that holds the manifest and the SHA-256 of its text, so that
 * a damaged file cannot pass for a commit.
 *
 * <pre>{"format":1,"sha256":"…","manifest":{…}}</pre>
 */
final class ManifestFile {
  private static final String FORMAT = "{\"format\":1,\"sha256\":\"";
  private static final String MANIFEST = "\",\"manifest\":";
  private static final int HEX = 64;
  private static final ObjectMapper JSON = mapper();

  private ManifestFile() {}

  static byte[] write(Manifest manifest) {
    try {
      String body = JSON.writeValueAsString(manifest);
      return (FORMAT + Sha256.hex(body) + MANIFEST + body + "}\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("Failed to write manifest " + manifest.seq(), e);
    }
  }

  /**
   * Reads a manifest back.
   *
   * @throws IOException when the bytes are not what {@link #write} wrote
   */
  static Manifest read(byte[] bytes) throws IOException {
    String text = new String(bytes, StandardCharsets.UTF_8);
    int start = FORMAT.length() + HEX + MANIFEST.length();
    if (text.length() <= start + 2
        || !text.startsWith(FORMAT)
        || !text.startsWith(MANIFEST, FORMAT.length() + HEX)
        || !text.endsWith("}\n")) {
      throw new IOException("not a manifest of format 1 (" + bytes.length + " bytes)");
    }
    String body = text.substring(start, text.length() - 2);
    String written = text.substring(FORMAT.length(), FORMAT.length() + HEX);
    if (!Sha256.hex(body).equals(written)) {
      throw new IOException(
          "its checksum is " + written + ", but its content has " + Sha256.hex(body));
    }
    return JSON.readValue(body, Manifest.class);
  }

  private static ObjectMapper mapper() {
    return JsonMapper.builder()
        .addModule(new JavaTimeModule())
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .visibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
        .build();
  }
}
