package sparkify.bench.part;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sparkify.bench.process.JavaProgram;
import sparkify.bench.run.Contender;
import sparkify.bench.run.Measurement;
import sparkify.bench.run.Metric;
import sparkify.bench.run.Part;

/** The benchmarks of single pieces of code, which JMH runs. */
final class MicroPart implements Part {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Below this, all that is asked is whether it works. */
  private static final int MIN_EVENTS = 100_000;

  private static final List<String> QUICK = List.of("-f", "1", "-wi", "0", "-i", "1", "-r", "1");
  private static final List<String> FULL =
      List.of("-f", "2", "-wi", "3", "-w", "2", "-i", "5", "-r", "2");

  private final Bench bench;

  MicroPart(Bench bench) {
    this.bench = bench;
  }

  @Override
  public String name() {
    return "micro";
  }

  @Override
  public String title() {
    return "single pieces of code, by JMH";
  }

  @Override
  public List<Contender> contenders() throws IOException, InterruptedException {
    bench.file();
    return List.of(new Contender("JMH", round -> all()));
  }

  /** JMH repeats by itself. */
  @Override
  public int runs(int asked) {
    return 1;
  }

  private Measurement all() throws IOException, InterruptedException {
    Path results = Files.createTempFile("bench", ".json");
    try {
      bench.programs().java("micro", program(results));
      Measurement all = Measurement.empty();
      for (JsonNode result : JSON.readTree(results.toFile())) {
        String name = result.path("benchmark").asText().replaceFirst("^.*\\.(\\w+\\.\\w+)$", "$1");
        double score = result.path("primaryMetric").path("score").asDouble();
        all = all.with(new Metric(name, "per second", 0), score);
      }
      return all;
    } finally {
      Files.delete(results);
    }
  }

  private JavaProgram program(Path results) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(bench.events() < MIN_EVENTS ? QUICK : FULL);
    arguments.addAll(
        List.of("-bm", "thrpt", "-tu", "s", "-rf", "json", "-rff", results.toString()));
    arguments.add("sparkify.bench.jmh");
    return new JavaProgram(
        List.of(
            "@" + bench.home().root().resolve("cli/target/jvm.options"),
            "-Xmx1g",
            "-XX:+UseParallelGC",
            "-Dbench.file=" + bench.file(),
            "-Dlogback.configurationFile=" + bench.home().logback()),
        System.getProperty("java.class.path"),
        "org.openjdk.jmh.Main",
        arguments);
  }
}
