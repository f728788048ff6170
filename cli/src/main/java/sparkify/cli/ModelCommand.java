package sparkify.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sparkify.cli.environment.Environment;
import sparkify.common.OperatorError;
import sparkify.common.launch.CommonOptions;
import sparkify.common.launch.ExitCode;
import sparkify.common.launch.UsesServices;
import sparkify.common.launch.Version;
import sparkify.model.learn.TrainingReport;
import sparkify.model.registry.ModelCard;
import sparkify.model.registry.ModelRegistry;

/** Shows a dataset's current churn model. */
@Command(
    name = "model",
    description = "Show the current churn model.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = ModelCommand.Show.class)
final class ModelCommand {
  private ModelCommand() {}

  @Command(
      name = "show",
      description =
          "Show the current model: its training, and how it did on users it had not seen.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Show implements Callable<Integer>, UsesServices {
    @Mixin private CommonOptions options = new CommonOptions();
    @Spec private @Nullable CommandSpec spec;

    @Option(names = "--json", description = "Print everything as one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
      Environment environment = Environment.of(options.settings());
      ModelRegistry registry = ModelRegistry.open(environment.lake().files());
      ModelCard card =
          registry
              .current()
              .orElseThrow(
                  () ->
                      new OperatorError(
                          "Cannot show the model of dataset %s: there is no current one; train one with ./deploy.sh train --dataset %s"
                              .formatted(environment.dataset(), environment.dataset())));
      PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
      if (json) {
        out.println(registry.json(card.version()));
      } else {
        out.print(TrainingReport.ofCurrent(card).text());
      }
      out.flush();
      return ExitCode.OK;
    }
  }
}
