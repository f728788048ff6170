package sparkify.bench.part;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import sparkify.bench.process.Ended;
import sparkify.bench.run.Measurement;

/** Lands the topic with our own application on YARN, each time in a new lake. */
final class OurLanding {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Bench bench;

  OurLanding(Bench bench) {
    this.bench = bench;
  }

  Measurement land(int round) throws IOException, InterruptedException {
    String label = "landing-stream-" + round;
    String base = bench.cluster().folder(label);
    String dataset = bench.dataset();
    List<String> lake = List.of("--dataset", dataset, "-Dlake.base=" + base);
    try {
      Ended ended = bench.programs().deploy(label, command("stream", lake, "--until-caught-up"));
      Points points = commits(command("history", lake, "--json"));
      return LandingResult.of(bench, ended, points, base + "/" + dataset + "/events");
    } finally {
      bench.cluster().delete(base);
    }
  }

  private static List<String> command(String name, List<String> options, String more) {
    List<String> command = new ArrayList<>(List.of(name, more));
    command.addAll(options);
    return command;
  }

  private Points commits(List<String> history) throws IOException, InterruptedException {
    List<Points.Point> points = new ArrayList<>();
    long rows = 0;
    for (String line : bench.programs().deploy("history", history).output()) {
      JsonNode manifest = JSON.readTree(line);
      if (manifest.path("kind").asText().equals("BATCH")) {
        for (JsonNode range : manifest.path("ranges")) {
          rows += range.path("landed").asLong();
        }
        Instant at = Instant.parse(manifest.path("committedAt").asText());
        points.add(new Points.Point(at.toEpochMilli(), rows));
      }
    }
    return new Points(points);
  }
}
