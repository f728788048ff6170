package sparkify.producer.resume;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import sparkify.common.OperatorError;
import sparkify.producer.route.Position;

/**
 * How far a replay had come when it committed this.
 *
 * @param topicId Kafka's id of the topic
 * @param partitions number of the topic's partitions
 * @param options how the lines sent differ from those of the input
 * @param lines number of lines that were read
 * @param sum what they hold, in hexadecimal digits
 * @param owner the process that committed it, by a random id
 * @param writer that process, for people
 */
record Marker(
    String topicId,
    int partitions,
    List<String> options,
    long lines,
    String sum,
    String owner,
    String writer) {
  private static final JsonMapper JSON = new JsonMapper();

  Marker {
    options = List.copyOf(options);
    Long.parseUnsignedLong(sum, 16);
  }

  Position position() {
    return new Position(lines, Long.parseUnsignedLong(sum, 16));
  }

  Marker at(Position position) {
    return new Marker(
        topicId,
        partitions,
        options,
        position.lines(),
        Long.toHexString(position.sum()),
        owner,
        writer);
  }

  byte[] toJson() {
    try {
      return JSON.writeValueAsString(this).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A record of texts and numbers can be written", e);
    }
  }

  /**
   * Reads a marker.
   *
   * @param place where it is, for the message
   */
  static Marker fromJson(byte[] json, String place) {
    try {
      return JSON.readValue(json, Marker.class);
    } catch (IOException e) {
      throw new OperatorError(
          "Cannot read the position of a replay in %s: %s".formatted(place, e.getMessage()), e);
    }
  }
}
