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
          "Then score the active users with the current model, and print the 10 most likely to churn. Takes less time than './deploy.sh score' afterwards: the events are read once.")
  private boolean score;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    Environment environment = Environment.writable(options.settings());
    ChurnPlan plan = ChurnPlan.of(environment.settings(), environment.lake().files());
    new ChurnApplication(environment, out).run(score ? both(plan, out) : training(plan, out));
    return ExitCode.OK;
  }

  private Work<ChurnRequest> training(ChurnPlan plan, PrintWriter out) {
    return Work.unless(() -> plan.nothingToTrain(asOf), ChurnRequest.training(asOf), out);
  }

  private Work<ChurnRequest> both(ChurnPlan plan, PrintWriter out) {
    Work<ChurnRequest> training =
        Work.unless(() -> plan.nothingToTrain(asOf), ChurnRequest.both(asOf, TOP), out);
    Work<ChurnRequest> scoring =
        Work.unless(() -> plan.nothingToScore(asOf), ChurnRequest.scoring(asOf, TOP), out);
    return training.orElse(scoring);
  }
}
