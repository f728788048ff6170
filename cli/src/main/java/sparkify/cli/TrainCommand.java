package sparkify.cli;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import sparkify.cli.environment.Environment;
import sparkify.cli.yarn.ChurnApplication;
import sparkify.common.launch.CommonOptions;
import sparkify.common.launch.ExitCode;
import sparkify.common.launch.UsesServices;
import sparkify.common.launch.Version;
import sparkify.model.ChurnRequest;

/** Trains a churn model on YARN. */
@Command(
    name = "train",
    description =
        "Train and evaluate a churn model; promote it if it beats chance and is not clearly worse than the current one.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class TrainCommand implements Callable<Integer>, UsesServices {
  @Mixin private CommonOptions options = new CommonOptions();
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    new ChurnApplication(Environment.writable(options.settings()), out)
        .run(() -> Optional.of(ChurnRequest.training()));
    return ExitCode.OK;
  }
}
