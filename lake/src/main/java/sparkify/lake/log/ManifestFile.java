package sparkify.lake.log;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

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
      return (FORMAT + sha256(body) + MANIFEST + body + "}\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("Failed to write manifest " + manifest.seq(), e);
    }
  }

  /**
   * Reads a manifest back.
   *
   * @throws IOException when the bytes are not what {@link #write} made
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
    if (!sha256(body).equals(written)) {
      throw new IOException("the checksum says " + written + ", the content " + sha256(body));
    }
    return JSON.readValue(body, Manifest.class);
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private static ObjectMapper mapper() {
    SimpleModule times = new SimpleModule();
    times.addSerializer(Instant.class, new InstantAsText());
    times.addDeserializer(Instant.class, new TextAsInstant());
    return JsonMapper.builder()
        .addModule(times)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .visibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
        .build();
  }

  private static final class InstantAsText extends JsonSerializer<Instant> {
    @Override
    public void serialize(Instant value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(value.toString());
    }
  }

  private static final class TextAsInstant extends JsonDeserializer<Instant> {
    @Override
    public Instant deserialize(
        com.fasterxml.jackson.core.JsonParser json, DeserializationContext context)
        throws IOException {
      try {
        return Instant.parse(json.getText());
      } catch (java.time.format.DateTimeParseException e) {
        throw new JsonMappingException(json, "not an instant: " + json.getText(), e);
      }
    }
  }
}
