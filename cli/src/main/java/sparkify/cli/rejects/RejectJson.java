package sparkify.cli.rejects;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import sparkify.lake.table.RejectedRecord;

/**
 * A reject for programs: key and value as text, or as {@code keyBase64} and {@code valueBase64} if
 * they are not UTF-8; absent if the record has none.
 */
final class RejectJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RejectJson() {}

  static String of(RejectedRecord record) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("topic", record.topic())
            .put("partition", record.partition())
            .put("offset", record.offset())
            .put("timestamp", record.timestamp())
            .put("reason", record.rejected().reason())
            .put("detail", record.rejected().detail());
    put(json, "key", record.key());
    put(json, "value", record.value());
    try {
      return JSON.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("Failed to write a reject", e);
    }
  }

  private static void put(ObjectNode json, String name, byte @Nullable [] bytes) {
    if (bytes == null) {
      return;
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      json.put(name, text);
    } catch (CharacterCodingException e) {
      json.put(name + "Base64", bytes);
    }
  }
}
