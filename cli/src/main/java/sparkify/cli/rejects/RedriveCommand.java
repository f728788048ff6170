package sparkify.cli.rejects;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sparkify.cli.environment.Environment;
import sparkify.cli.environment.Lake;
import sparkify.common.config.Settings;
import sparkify.common.launch.CommonOptions;
import sparkify.common.launch.ExitCode;
import sparkify.common.launch.UsesServices;
import sparkify.common.launch.Version;
import sparkify.lake.log.Driver;
import sparkify.lake.rejects.Redrive;
import sparkify.lake.yarn.YarnApplications;

/** Gives rejects a second chance. */
@Command(
    name = "redrive",
    description = {
      "Parse rejects again with today's version, and move those that pass into the lake, in one"
          + " commit.",
      "May run while the dataset is landing, read or compacted. What does not pass stays a reject."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class RedriveCommand implements Callable<Integer>, UsesServices {
  @Mixin private CommonOptions options = new CommonOptions();

  @Option(
      names = "--reason",
      paramLabel = "R",
      description = "Only records rejected for this reason, such as wrong-type.")
  private @Nullable String reason;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Settings settings = options.settings();
    Environment environment = Environment.writable(settings);
    Lake lake = environment.lake();
    lake.requireCommits("redrive the rejects of");
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    try (YarnApplications yarn = new YarnApplications(environment.configuration())) {
      Driver driver =
          new Driver(
              "redrive-" + UUID.randomUUID(),
              1,
              Version.number(),
              yarn::isRunning,
              Clock.systemUTC());
      print(new Redrive(settings, lake.feed(), lake.commits(), driver, reason).run(), out);
    }
    out.flush();
    return ExitCode.OK;
  }

  private static void print(Redrive.Result result, PrintWriter out) {
    if (result.commit() == null) {
      out.println("Nothing to redrive: no reject passes");
    } else {
      out.printf(
          "Moved %,d rejects into the lake in commit %d:%n%s%n",
          result.moved().records(), result.commit().seq(), RejectText.summary(result.moved()));
    }
    if (result.left().records() > 0) {
      out.printf(
          "Left %,d that do not pass:%n%s%n",
          result.left().records(), RejectText.summary(result.left()));
    }
  }
}
