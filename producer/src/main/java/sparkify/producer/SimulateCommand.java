package sparkify.producer;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sparkify.common.config.Settings;
import sparkify.common.config.SimulatorSettings;
import sparkify.common.launch.CommonOptions;
import sparkify.common.launch.ExitCode;
import sparkify.common.launch.UsesServices;
import sparkify.common.launch.Version;
import sparkify.producer.compare.Comparison;
import sparkify.producer.line.LineFile;
import sparkify.producer.send.ReplayPlan;
import sparkify.producer.simulator.Simulator;

/** {@code simulate}: writes or sends the events of a simulated service. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Write the events of a simulated music service to a file, or send them to the dataset's topic.",
      "The same users, days, seed and start give the same bytes."
    },
    footer = {"", "Exit codes: 0 done, 1 failed, 2 usage error, 130 Ctrl-C."})
public final class SimulateCommand implements Callable<Integer>, UsesServices {
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private PaceOptions pace = new PaceOptions();

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--users",
      paramLabel = "N",
      description = "Number of users; default: simulator.users.")
  private @Nullable Integer users;

  @Option(
      names = "--days",
      paramLabel = "D",
      description = "Number of days; default: simulator.days.")
  private @Nullable Integer days;

  @Option(names = "--seed", paramLabel = "S", description = "Seed; default: simulator.seed.")
  private @Nullable Long seed;

  @Option(
      names = "--start",
      paramLabel = "INSTANT",
      description = "First instant; default: simulator.start.")
  private @Nullable Instant start;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write to FILE instead of the topic; gzip if its name ends in .gz.")
  private @Nullable Path out;

  @Option(names = "--force", description = "Replace FILE if it exists.")
  private boolean force;

  @Option(
      names = "--compare",
      paramLabel = "FILE",
      description =
          "Print how the events differ from those in FILE (plain or gzip); send and write nothing.")
  private @Nullable Path reference;

  /** Only if the events are sent. */
  @Override
  public boolean usesServices() {
    return out == null && reference == null;
  }

  @Override
  public Integer call() throws IOException {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    Settings settings = common.settings();
    Simulator simulator = new Simulator(service(line, settings.simulator()));
    if (reference != null) {
      refuseToWriteOrSend(line);
      Comparison.of(reference, settings.producer().maxLineBytes(), simulator).print(line.getOut());
      return ExitCode.OK;
    }
    if (out == null) {
      settings.dataset().requireEvents("simulate");
      ReplayPlan plan = pace.applyTo(ReplayPlan.events(settings.dataset().topic(), simulator));
      return Replays.run(settings, plan, line.getOut(), line.getErr());
    }
    LineFile file = new LineFile(out);
    if (!force) {
      file.refuseToReplace();
    }
    long written = file.write(simulator, pace.limit());
    line.getOut().printf("Wrote %,d events to %s%n", written, out);
    line.getOut().flush();
    return ExitCode.OK;
  }

  private static void refuseToWriteOrSend(CommandLine line) {
    for (String other : List.of("--out", "--force", "--limit", "--time-interval")) {
      if (line.getParseResult().hasMatchedOption(other)) {
        throw new ParameterException(
            line, "--compare sends and writes nothing, so it cannot be used with " + other);
      }
    }
  }

  private SimulatorSettings service(CommandLine line, SimulatorSettings defaults) {
    return new SimulatorSettings(
        within(
            line, "--users", users == null ? defaults.users() : users, SimulatorSettings.MAX_USERS),
        within(line, "--days", days == null ? defaults.days() : days, SimulatorSettings.MAX_DAYS),
        seed == null ? defaults.seed() : seed,
        start == null ? defaults.start() : start);
  }

  private static int within(CommandLine line, String option, int value, int max) {
    if (value < 1 || value > max) {
      throw new ParameterException(
          line,
          "Invalid value for option '%s': must be from 1 to %d, got %d"
              .formatted(option, max, value));
    }
    return value;
  }
}
