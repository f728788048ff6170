package sparkify.cli;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import sparkify.cli.environment.Environment;
import sparkify.cli.yarn.Applications;
import sparkify.cli.yarn.ContainerLogs;
import sparkify.common.OperatorError;
import sparkify.common.launch.CommonOptions;
import sparkify.common.launch.ExitCode;
import sparkify.common.launch.Version;

/** Prints the logs of an application's containers. */
@Command(
    name = "logs",
    description = "Print the logs of an application's driver and executors.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class LogsCommand implements Callable<Integer> {
  @Mixin private CommonOptions options = new CommonOptions();
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "APPLICATION",
      converter = IdConverter.class,
      description = "The application's id; default: the newest one submitted.")
  private @Nullable ApplicationId application;

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
    return applications
        .find(application)
        .orElseThrow(
            () ->
                new OperatorError(
                    "Cannot print the logs of %s: YARN does not know this application; leave the id out to print those of the newest"
                        .formatted(application)));
  }

  /** Reads an application's id; anything else is a usage error. */
  static final class IdConverter implements ITypeConverter<ApplicationId> {
    @Override
    public ApplicationId convert(String text) {
      try {
        return ApplicationId.fromString(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(
            "'" + text + "' (must be an id such as application_1700000000000_0001)");
      }
    }
  }
}
