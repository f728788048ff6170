package sparkify.cli;

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
import sparkify.cli.yarn.LandingApplication;
import sparkify.common.OperatorError;
import sparkify.common.config.Settings;
import sparkify.common.kafka.Topics;
import sparkify.common.launch.CommonOptions;
import sparkify.common.launch.ExitCode;
import sparkify.common.launch.UsesServices;
import sparkify.common.launch.Version;
import sparkify.streaming.LandRequest;

/** Lands a dataset on YARN: starts the landing application, follows it or stops it. */
@Command(
    name = "stream",
    description =
        "Land the dataset's topic in Parquet on HDFS, exactly once, as an application on YARN.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class StreamCommand implements Callable<Integer>, UsesServices {
  @Mixin private CommonOptions options = new CommonOptions();
  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--until-caught-up", description = "Land what the topic holds now, then stop.")
  private boolean untilCaughtUp;

  @Option(
      names = "--stop",
      description = "Ask the running application to stop after its current batch.")
  private boolean stop;

  @Option(
      names = "--take-over",
      paramLabel = "APPLICATION",
      description = "Take over the dataset from this application, even though it is running.")
  private @Nullable String takeOver;

  @Override
  public Integer call() throws Exception {
    Environment environment = Environment.writable(options.settings());
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    try (LandingApplication landing = new LandingApplication(environment, out)) {
      if (stop) {
        landing.stop();
        return ExitCode.OK;
      }
      landing.running().ifPresent(running -> refuseSecond(environment, running.toString()));
      requireTopic(environment.settings());
      landing.start(new LandRequest(untilCaughtUp, takeOver));
    }
    return ExitCode.OK;
  }

  private void refuseSecond(Environment environment, String running) {
    if (!running.equals(takeOver)) {
      throw new OperatorError(
          "Cannot start a second stream on dataset %s: %s is landing it; stop that one with ./deploy.sh stream %s --stop, or take over with --take-over %s"
              .formatted(
                  environment.dataset(),
                  running,
                  environment.settings().dataset().options(),
                  running));
    }
  }

  private static void requireTopic(Settings settings) {
    try (Topics topics = Topics.connect(settings.kafka())) {
      if (topics.find(settings.dataset().topic()).isEmpty()) {
        throw new OperatorError(
            "Cannot land topic %s: it does not exist; send events first (./deploy.sh produce %s --input FILE)"
                .formatted(settings.dataset().topic(), settings.dataset().options()));
      }
    }
  }
}
