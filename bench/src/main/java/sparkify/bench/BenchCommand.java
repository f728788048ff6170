package sparkify.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Serial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sparkify.bench.part.Bench;
import sparkify.bench.part.Parts;
import sparkify.bench.run.Part;
import sparkify.bench.run.Result;
import sparkify.bench.run.ResultJson;
import sparkify.bench.run.Rounds;
import sparkify.bench.run.Table;
import sparkify.common.config.SettingsLoader;
import sparkify.common.launch.ExitCode;
import sparkify.common.launch.Version;

/** {@code bench}: measures this project, beside other programs that do the same. */
@Command(
    name = "./deploy.sh bench",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Measure this project beside other programs that do the same, which take turns;"
            + " bench/README.md says how.",
    footer = {"", "Exit codes: 0 all done, 1 a part failed, 2 usage error."})
final class BenchCommand implements Callable<Integer> {
  private static final int MIN_EVENTS = 20_000;

  @Option(
      names = "--only",
      paramLabel = "PART",
      split = ",",
      completionCandidates = PartNames.class,
      description = "Only this part; may be repeated. Parts: ${COMPLETION-CANDIDATES}.")
  private Set<String> only = new TreeSet<>();

  @Option(
      names = "--events",
      paramLabel = "N",
      description = "About so many simulated events; default: ${DEFAULT-VALUE}.")
  private int events = 606_000;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "Runs of each program; default: 3, and 1 in the part scale.")
  private @Nullable Integer runs;

  @Option(names = "--json", paramLabel = "FILE", description = "Also write all values to FILE.")
  private @Nullable Path json;

  @SuppressWarnings("UnusedVariable") // Read by the launcher.
  @Option(names = "--debug", description = "Print stack traces of errors.")
  private boolean debug;

  @Spec private @Nullable CommandSpec spec;

  /** The names of all parts, for the help. */
  static final class PartNames extends ArrayList<String> {
    @Serial private static final long serialVersionUID = 1L;

    PartNames() {
      super(Parts.names());
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    requireSense();
    PrintWriter progress = Objects.requireNonNull(spec).commandLine().getErr();
    try (Bench bench = Bench.start(SettingsLoader.load(null, Map.of()), events, progress)) {
      List<Result> results = run(Parts.of(only, bench), progress);
      if (json != null) {
        ResultJson.write(json, bench.eventsIfAny(), results);
      }
      boolean failed = results.stream().anyMatch(result -> !result.failures().isEmpty());
      return failed ? ExitCode.FAILED : ExitCode.OK;
    }
  }

  private List<Result> run(List<Part> parts, PrintWriter progress) throws InterruptedException {
    Table table = new Table(Objects.requireNonNull(spec).commandLine().getOut());
    List<Result> results = new ArrayList<>();
    for (Part part : parts) {
      Rounds rounds = new Rounds(runs == null ? part.runs() : runs, progress);
      Result result = rounds.run(part);
      table.print(result, part.remarks(result));
      results.add(result);
    }
    return results;
  }

  private void requireSense() {
    List<String> unknown = new ArrayList<>(only);
    unknown.removeAll(Parts.names());
    if (!unknown.isEmpty()) {
      throw usage("Invalid --only: " + unknown + " (must be of " + Parts.names() + ")");
    }
    if (events < MIN_EVENTS) {
      throw usage("Invalid --events: %d (must be at least %d)".formatted(events, MIN_EVENTS));
    }
    if (runs != null && runs < 1) {
      throw usage("Invalid --runs: %d (must be at least 1)".formatted(runs));
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }
}
