package sparkify.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sparkify.common.config.Settings;
import sparkify.common.launch.CommonOptions;
import sparkify.common.launch.ExitCode;
import sparkify.common.launch.OperatorError;
import sparkify.common.launch.Version;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.model.learn.TrainingReport;
import sparkify.model.registry.ModelCard;
import sparkify.model.registry.ModelRegistry;

/** What is known of a dataset's models. */
@Command(
    name = "model",
    description = "Show the churn model in use.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = ModelCommand.Show.class)
final class ModelCommand {
  private ModelCommand() {}

  @Command(
      name = "show",
      description =
          "Show the model in use: what it was made from, and how it did on users it had not seen.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Show implements Callable<Integer> {
    @Mixin private CommonOptions options = new CommonOptions();
    @Spec private @Nullable CommandSpec spec;

    @Option(names = "--json", description = "Everything, as one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
      Settings settings = options.settings();
      Configuration configuration = new Services(settings, Home.current()).useConfiguration();
      LakeFileSystem lake = LakeFileSystem.open(settings.dataset().lake(), configuration);
      ModelRegistry registry = ModelRegistry.open(lake);
      ModelCard card =
          registry
              .current()
              .orElseThrow(
                  () ->
                      new OperatorError(
                          "Cannot show the model of dataset %s: none is in use; ./deploy.sh train --dataset %s"
                              .formatted(settings.dataset().name(), settings.dataset().name())));
      PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
      if (json) {
        byte[] text = lake.read(registry.path(card.version()).suffix("/model.json"));
        out.println(new String(text, StandardCharsets.UTF_8));
      } else {
        out.print(TrainingReport.ofCurrent(card).text());
      }
      out.flush();
      return ExitCode.OK;
    }
  }
}
