package sparkify.cli.demo;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sparkify.common.config.Settings;
import sparkify.common.launch.CommonOptions;
import sparkify.common.launch.ExitCode;
import sparkify.common.launch.Version;
import sparkify.producer.line.FileInput;
import sparkify.producer.line.LineInput;
import sparkify.producer.simulator.Simulator;

/** Runs the whole pipeline in one command. */
@Command(
    name = "demo",
    description = {
      "Run the whole pipeline on a file of events or on a simulated service.",
      "Starts the services, sends the events to Kafka, lands them exactly once, audits and queries"
          + " them, trains a churn model and scores the users.",
      "Each input has its own dataset, named after the file unless --dataset names another."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class DemoCommand implements Callable<Integer> {
  @Mixin private CommonOptions options = new CommonOptions();
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "JSON lines, plain or compressed; default: the events of a simulated service.")
  private @Nullable Path input;

  @Override
  public Integer call() throws Exception {
    Settings settings = options.settings(dataset());
    LineInput lines =
        input == null
            ? new Simulator(settings.simulator())
            : new FileInput(input, settings.producer().maxLineBytes());
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    new Demo(settings, options.configOption(), line.getOut(), line.getErr()).run(lines);
    line.getOut().flush();
    return ExitCode.OK;
  }

  private @Nullable String dataset() {
    return options.dataset() != null || input == null ? options.dataset() : nameOf(input);
  }

  /** A file's name without its extensions, in the characters that a dataset's name may have. */
  static String nameOf(Path file) {
    String name =
        String.valueOf(file.getFileName()).replaceFirst("(\\.[A-Za-z0-9]{1,5}){1,2}$", "");
    String word =
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
    return word.isEmpty() ? "input" : word;
  }
}
