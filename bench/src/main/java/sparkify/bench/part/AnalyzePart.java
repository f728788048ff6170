package sparkify.bench.part;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sparkify.bench.process.Ended;
import sparkify.bench.run.Contender;
import sparkify.bench.run.Measurement;
import sparkify.bench.run.Metric;
import sparkify.bench.run.Part;
import sparkify.common.FileTree;

/** Tables by day from all events, beside DuckDB. */
final class AnalyzePart implements Part {
  private static final List<String> TABLES = List.of("plays", "session_lengths", "top_songs");

  private final Bench bench;

  AnalyzePart(Bench bench) {
    this.bench = bench;
  }

  @Override
  public String name() {
    return "analyze";
  }

  @Override
  public String title() {
    return String.join(", ", tables()) + " by day, from nothing";
  }

  @Override
  public List<Contender> contenders() throws IOException, InterruptedException {
    PythonPrograms python = PythonPrograms.prepare(bench);
    bench.lake();
    return List.of(
        new Contender("analyze", this::ours),
        new Contender("DuckDB, from the file", round -> peer(python, round)));
  }

  private Measurement ours(int round) throws IOException, InterruptedException {
    String base = bench.lake();
    bench.cluster().delete(base + "/" + bench.dataset() + "/tables");
    List<String> command =
        new ArrayList<>(List.of("analyze", "--dataset", bench.dataset(), "-Dlake.base=" + base));
    tables().forEach(table -> command.addAll(List.of("--table", table + "_day")));
    return result(bench.programs().deploy("analyze-" + round, command));
  }

  private Measurement peer(PythonPrograms python, int round)
      throws IOException, InterruptedException {
    Path queries =
        bench.home().root().resolve("analytics/src/test/resources/sparkify/analytics/expected");
    Path out = Files.createTempDirectory("bench");
    List<String> arguments =
        new ArrayList<>(List.of(bench.file().toString(), queries.toString(), out.toString()));
    arguments.addAll(tables());
    try {
      return result(python.run("analyze-duckdb-" + round, "tables.py", arguments));
    } finally {
      FileTree.delete(out);
    }
  }

  private List<String> tables() {
    return bench.isTrial() ? TABLES.subList(0, 1) : TABLES;
  }

  private static Measurement result(Ended ended) {
    return Measurement.empty().with(Metric.TIME, ended.seconds()).with(ended.used());
  }
}
