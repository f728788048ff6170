package sparkify.cli;

import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sparkify.cli.environment.Environment;
import sparkify.cli.yarn.ChurnApplication;
import sparkify.cli.yarn.Work;
import sparkify.common.launch.CommonOptions;
import sparkify.common.launch.DayConverter;
import sparkify.common.launch.ExitCode;
import sparkify.common.launch.UsesServices;
import sparkify.common.launch.Version;
import sparkify.model.ChurnPlan;
import sparkify.model.ChurnRequest;

/** Scores the active users on YARN. */
@Command(
    name = "score",
    description =
        "Score the active users with the current churn model; print those most likely to churn. Does nothing if they have been, and nothing has changed since.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ScoreCommand implements Callable<Integer>, UsesServices {
  @Mixin private CommonOptions options = new CommonOptions();
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--as-of",
      paramLabel = "DATE",
      converter = DayConverter.class,
      description =
          "Last day of events to use, such as 2018-11-30; default: the last complete day.")
  private @Nullable LocalDate asOf;

  private int top = 10;

  /** A setter, so that an invalid number is refused before any service is started. */
  @Option(names = "--top", paramLabel = "N", description = "Number of users to print; default: 10.")
  void top(int users) {
    if (users < 0) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "Invalid value for option '--top': '" + users + "' (must be 0 or more)");
    }
    top = users;
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    Environment environment = Environment.writable(options.settings());
    ChurnPlan plan = ChurnPlan.of(environment.settings(), environment.lake().files());
    new ChurnApplication(environment, out)
        .run(Work.unless(() -> plan.nothingToScore(asOf), ChurnRequest.scoring(asOf, top), out));
    return ExitCode.OK;
  }
}
