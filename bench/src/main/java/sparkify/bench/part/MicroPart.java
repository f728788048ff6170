package sparkify.bench.part;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import sparkify.bench.jmh.ManifestBenchmark;
import sparkify.bench.jmh.ParseBenchmark;
import sparkify.bench.jmh.WriteBenchmark;
import sparkify.bench.process.JavaProgram;
import sparkify.bench.run.Contender;
import sparkify.bench.run.Measurement;
import sparkify.bench.run.Metric;
import sparkify.bench.run.Part;
import sparkify.model.frame.FeaturesBenchmark;

/** Single pieces of code. JMH measures one of them per run, in a JVM of its own. */
final class MicroPart implements Part {
  private static final Metric PARSED = new Metric("parse", "events/s", 0);
  private static final Metric WRITTEN = new Metric("write Parquet", "rows/s", 0);
  private static final Metric PASSED = new Metric("features", "events/s", 0);
  private static final Metric READ = new Metric("commit log", "commits/s", 0);

  /** As JMH prints it, with or without an error. */
  private static final Pattern SCORE =
      Pattern.compile(" thrpt .*?([\\d.]+)(?: ± +[\\d.]+)? +ops/s");

  private static final List<String> QUICK = List.of("-wi", "0", "-i", "1", "-r", "1");
  private static final List<String> FULL = List.of("-wi", "4", "-w", "1", "-i", "5", "-r", "1");

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
    return "single pieces of code, on one core";
  }

  @Override
  public List<Contender> contenders() throws IOException, InterruptedException {
    bench.file();
    return List.of(
        contender("our parser, with all checks", ParseBenchmark.class, "rowParser", PARSED),
        contender("Jackson's tree, no checks", ParseBenchmark.class, "jacksonTree", PARSED),
        contender("a task's files", WriteBenchmark.class, "stagedFiles", WRITTEN),
        contender("users at 8 cutoffs", FeaturesBenchmark.class, "pass", PASSED),
        contender("read without a checkpoint", ManifestBenchmark.class, "read", READ));
  }

  private Contender contender(String name, Class<?> type, String method, Metric metric) {
    String benchmark = type.getSimpleName() + "." + method;
    return new Contender(name, round -> measure(benchmark, round, metric));
  }

  private Measurement measure(String benchmark, int round, Metric metric)
      throws IOException, InterruptedException {
    var ended =
        bench.programs().java("micro-%s-%d".formatted(benchmark, round), program(benchmark));
    return Measurement.empty().with(metric, Double.parseDouble(ended.last(SCORE).group(1)));
  }

  private JavaProgram program(String benchmark) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("-f", "1", "-bm", "thrpt", "-tu", "s"));
    arguments.addAll(bench.isTrial() ? QUICK : FULL);
    arguments.add(benchmark.replace(".", "\\."));
    List<String> options = new ArrayList<>(bench.jvmOptions());
    options.addAll(List.of("-Xmx1g", "-XX:+UseParallelGC", "-Dbench.file=" + bench.file()));
    return new JavaProgram(
        options, System.getProperty("java.class.path"), "org.openjdk.jmh.Main", arguments);
  }
}
