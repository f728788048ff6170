package sparkify.producer.send;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;

/** A summary as one JSON object on one line; times in milliseconds. */
final class SummaryJson {
  private SummaryJson() {}

  static String of(Summary summary) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("topic", summary.topic());
      json.writeStringField(
          "guarantee", summary.resume().isEmpty() ? "at-least-once" : "exactly-once");
      if (!summary.resume().isEmpty()) {
        json.writeStringField("resume", summary.resume());
      }
      json.writeNumberField("sent", summary.sent());
      json.writeNumberField("bytes", summary.bytes());
      json.writeNumberField("skipped", summary.skipped());
      json.writeNumberField("unkeyed", summary.unkeyed());
      json.writeNumberField("blank", summary.blank());
      json.writeNumberField("too_large", summary.tooLarge());
      json.writeNumberField("lost", summary.lost());
      json.writeNumberField("events_per_second", summary.rate());
      json.writeNumberField("time_ms", millis(summary.time()));
      json.writeNumberField("waited_ms", millis(summary.waited()));
      json.writeNumberField("p50_ms", millis(summary.p50()));
      json.writeNumberField("p99_ms", millis(summary.p99()));
      json.writeBooleanField("stopped", summary.stopped());
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("A StringWriter does not fail", e);
    }
    return text.toString();
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }
}
