package sparkify.cli;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sparkify.cli.environment.Environment;
import sparkify.cli.yarn.Applications;
import sparkify.cli.yarn.ContainerLogs;
import sparkify.common.OperatorError;
import sparkify.common.launch.CommonOptions;
import sparkify.common.launch.ExitCode;
import sparkify.common.launch.Version;

/** Prints what an application's containers wrote. */
@Command(
    name = "logs",
    description = "Print the driver's and executors' logs of an application.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class LogsCommand implements Callable<Integer> {
  @Mixin private CommonOptions options = new CommonOptions();
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "APPLICATION",
      description = "Its id at YARN; the newest of this product when left out.")
  private @Nullable String application;

  @Override
  public Integer call() throws Exception {
    Environment environment = Environment.running(options.settings());
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    try (Applications applications = new Applications(environment.configuration())) {
      new ContainerLogs(environment.configuration(), applications, out).print(report(applications));
    }
    out.flush();
    return ExitCode.OK;
  }

  private ApplicationReport report(Applications applications) {
    if (application == null) {
      return applications
          .newest()
          .orElseThrow(() -> new OperatorError("Cannot print logs: no application has run yet"));
    }
    try {
      return applications.report(ApplicationId.fromString(application));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "Invalid application '" + application + "' (must be like application_1700000000000_0001)",
          e);
    }
  }
}
