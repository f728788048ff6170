package sparkify.cli;

import java.io.PrintWriter;
import java.time.LocalDate;
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

/** Trains a churn model on YARN. */
@Command(
    name = "train",
    description =
        "Train and evaluate a churn model; promote it if it beats chance and is not clearly worse than the current one.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class TrainCommand implements Callable<Integer>, UsesServices {
  private static final int TOP = 10;

  @Mixin private CommonOptions options = new CommonOptions();
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--as-of",
      paramLabel = "DATE",
      converter = DayConverter.class,
      description =
          "Last day of events to use, such as 2018-11-30, as if there were no later ones; default: the last complete day.")
  private @Nullable LocalDate asOf;

  @Option(
      names = "--score",
      description =
          "Then score the users of the last complete day with the current model and print the 10 likeliest to churn. The events are read once for both. Not with --as-of.")
  private boolean score;

  @Override
  public Integer call() throws Exception {
    CommandLine command = Objects.requireNonNull(spec).commandLine();
    if (score && asOf != null) {
      throw new ParameterException(
          command, "--score is for the last complete day: not with --as-of");
    }
    PrintWriter out = command.getOut();
    Environment environment = Environment.writable(options.settings());
    ChurnPlan plan = ChurnPlan.of(environment.settings(), environment.lake().files());
    new ChurnApplication(environment, out).run(score ? both(plan, out) : training(plan, out));
    return ExitCode.OK;
  }

  private Work<ChurnRequest> training(ChurnPlan plan, PrintWriter out) {
    return Work.unless(() -> plan.nothingToTrain(asOf), ChurnRequest.training(asOf), out);
  }

  private static Work<ChurnRequest> both(ChurnPlan plan, PrintWriter out) {
    Work<ChurnRequest> training =
        Work.unless(() -> plan.nothingToTrain(null), ChurnRequest.both(TOP), out);
    Work<ChurnRequest> scoring =
        Work.unless(plan::nothingToScoreAfterTraining, ChurnRequest.scoring(null, TOP), out);
    return training.orElse(scoring);
  }
}
