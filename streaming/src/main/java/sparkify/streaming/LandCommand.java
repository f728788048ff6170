package sparkify.streaming;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import sparkify.common.launch.CommonOptions;
import sparkify.common.launch.ExitCode;
import sparkify.common.launch.Version;

/** The landing application's command line, as the submission writes it. */
@Command(
    name = "land",
    description = "Lands a topic in the lake; runs on YARN, started by deploy.sh stream.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class LandCommand implements Callable<Integer> {
  @Mixin private CommonOptions options = new CommonOptions();

  @Option(names = "--until-caught-up", description = "End once what is there now has landed.")
  private boolean untilCaughtUp;

  @Option(
      names = "--take-over",
      paramLabel = "APPLICATION",
      description = "Take the table from this application although it runs.")
  private @Nullable String takeOver;

  @Override
  public Integer call() throws Exception {
    new LandingJob(options.settings(), takeOver, untilCaughtUp).run();
    return ExitCode.OK;
  }
}
