package sparkify.cli.status;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sparkify.cli.environment.Environment;
import sparkify.common.launch.CommonOptions;
import sparkify.common.launch.ExitCode;
import sparkify.common.launch.Version;

/** Prints the state of a dataset, once or every few seconds. */
@Command(
    name = "status",
    description = {
      "Print whether a dataset's stream is running, how far it lags behind, what has landed and"
          + " what it waits for.",
      "The exit code is 1 if Kafka, HDFS or YARN does not answer; a lag does not matter."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class StatusCommand implements Callable<Integer> {
  private static final long WATCH_MS = 5_000;

  @Mixin private CommonOptions options = new CommonOptions();

  @ArgGroup private Format format = new Format();

  @Option(names = "--watch", description = "Look again every 5 seconds, until Ctrl-C.")
  private boolean watch;

  @Spec private @Nullable CommandSpec spec;

  /** How to print; at most one of them. */
  private static final class Format {
    @Option(names = "--json", description = "Print each look as one line of JSON.")
    private boolean json;

    @Option(names = "--prometheus", description = "Print in Prometheus' text format 0.0.4, once.")
    private boolean prometheus;

    private String print(Look look) {
      if (json) {
        return StatusJson.of(look) + "\n";
      }
      return prometheus ? PrometheusText.of(look) : StatusText.of(look);
    }
  }

  @Override
  public Integer call() throws Exception {
    if (watch && format.prometheus) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "Cannot print in Prometheus' format again and again: it describes each metric once; leave out --watch");
    }
    Environment environment = Environment.partlyRunning(options.settings());
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    Survey survey = new Survey(environment, Clock.systemUTC());
    while (true) {
      Look look = survey.look();
      out.print(format.print(look));
      out.flush();
      if (!watch) {
        return look.isComplete() ? ExitCode.OK : ExitCode.FAILED;
      }
      Thread.sleep(WATCH_MS);
      out.print(format.json ? "" : "\n");
    }
  }
}
