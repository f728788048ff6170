package sparkify.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sparkify.cli.yarn.Applications;
import sparkify.common.config.Settings;
import sparkify.common.kafka.Topics;
import sparkify.common.launch.CommonOptions;
import sparkify.common.launch.ExitCode;
import sparkify.common.launch.OperatorError;
import sparkify.common.launch.Version;

/** Lands a dataset on YARN: starts the application, follows it, or asks it to end. */
@Command(
    name = "stream",
    description = "Land the topic in HDFS Parquet, exactly once, on YARN.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class StreamCommand implements Callable<Integer> {
  @Mixin private CommonOptions options = new CommonOptions();
  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--until-caught-up", description = "Land what is there now, then end.")
  private boolean untilCaughtUp;

  @Option(names = "--stop", description = "Ask the running application to end after its batch.")
  private boolean stop;

  @Option(
      names = "--take-over",
      paramLabel = "APPLICATION",
      description = "Take the dataset from this application although it runs.")
  private @Nullable String takeOver;

  @Override
  public Integer call() throws Exception {
    Settings settings = options.settings();
    PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
    Services services = new Services(settings, Home.current());
    Configuration configuration = services.useConfiguration();
    Services.requireWritable(configuration);
    try (Applications applications = new Applications(configuration)) {
      Lander lander = new Lander(settings, services, configuration, applications, out);
      if (stop) {
        lander.stop();
        return ExitCode.OK;
      }
      refuseSecond(settings, applications);
      requireTopic(settings);
      lander.start(arguments(), untilCaughtUp);
    }
    return ExitCode.OK;
  }

  private List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    if (untilCaughtUp) {
      arguments.add("--until-caught-up");
    }
    if (takeOver != null) {
      arguments.addAll(List.of("--take-over", takeOver));
    }
    return arguments;
  }

  private void refuseSecond(Settings settings, Applications applications) {
    String dataset = settings.dataset().name();
    Optional<ApplicationReport> running = applications.landing(dataset);
    if (running.isPresent()) {
      String id = running.get().getApplicationId().toString();
      if (!id.equals(takeOver)) {
        throw new OperatorError(
            "Cannot start a second stream on dataset %s: %s lands it; end that one with ./deploy.sh stream --dataset %s --stop, or take over with --take-over %s"
                .formatted(dataset, id, dataset, id));
      }
    }
  }

  private static void requireTopic(Settings settings) {
    try (Topics topics = Topics.connect(settings.kafka())) {
      if (topics.find(settings.dataset().topic()).isEmpty()) {
        throw new OperatorError(
            "Cannot land topic %s: it does not exist; send events first (./deploy.sh produce --dataset %s --input FILE)"
                .formatted(settings.dataset().topic(), settings.dataset().name()));
      }
    }
  }
}
