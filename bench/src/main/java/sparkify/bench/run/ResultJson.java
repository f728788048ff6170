package sparkify.bench.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** Writes results as JSON, every run with all its values. */
public final class ResultJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ResultJson() {}

  /**
   * Writes a file.
   *
   * @param events in the file that parts were run with; empty if none was
   */
  public static void write(Path file, OptionalLong events, List<Result> results)
      throws IOException {
    ObjectNode root = JSON.createObjectNode();
    events.ifPresent(number -> root.put("events", number));
    ArrayNode parts = root.putArray("parts");
    results.forEach(result -> add(result, parts.addObject()));
    JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), root);
  }

  private static void add(Result result, ObjectNode part) {
    part.put("part", result.part()).put("title", result.title());
    if (!result.skipped().isEmpty()) {
      part.put("skipped", result.skipped());
    }
    ArrayNode failures = part.putArray("failures");
    result.failures().forEach(failures::add);
    ObjectNode contenders = part.putObject("runs");
    result.measured().forEach((name, runs) -> add(runs, contenders.putArray(name)));
  }

  private static void add(List<Measurement> runs, ArrayNode to) {
    for (Measurement run : runs) {
      ObjectNode values = to.addObject();
      run.values().forEach((metric, value) -> values.put(metric.title(), value));
    }
  }
}
