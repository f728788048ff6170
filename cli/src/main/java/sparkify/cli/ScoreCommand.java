package sparkify.cli;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sparkify.common.launch.CommonOptions;
import sparkify.common.launch.ExitCode;
import sparkify.common.launch.Version;

/** Scores the users of a day on YARN. */
@Command(
    name = "score",
    description =
        "Score the users active on a day by the current model; prints those most likely to leave.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ScoreCommand implements Callable<Integer> {
  @Mixin private CommonOptions options = new CommonOptions();
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--as-of",
      paramLabel = "DATE",
      description = "The last day to look at, such as 2018-11-30; default: the last complete day.")
  private @Nullable LocalDate asOf;

  private int top = 10;

  /** A setter, so that a wrong number is refused before any service is started for it. */
  @Option(names = "--top", paramLabel = "N", description = "How many users to print; default 10.")
  void top(int users) {
    if (users < 0) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "Invalid --top '" + users + "' (must be 0 or more)");
    }
    top = users;
  }

  @Override
  public Integer call() throws Exception {
    Analyst.run(
        options.settings(), Objects.requireNonNull(spec).commandLine().getOut(), arguments());
    return ExitCode.OK;
  }

  private List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of("--score", "--top", "" + top));
    if (asOf != null) {
      arguments.addAll(List.of("--as-of", asOf.toString()));
    }
    return arguments;
  }
}
