package sparkify.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sparkify.cluster.LocalCommand;
import sparkify.common.launch.Version;

/** All commands. */
@Command(
    name = "./deploy.sh",
    description = {
      "Events of a music service through Kafka into Parquet on HDFS, exactly once.",
      "With HADOOP_CONF_DIR set, commands work on that cluster; else on a local one."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Exit codes: 0 done, 1 failed (one line says why), 2 not understood."},
    subcommands = {
      LocalCommand.class,
      StreamCommand.class,
      HelpCommand.class,
    })
final class FrontDoor implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        java.util.Objects.requireNonNull(spec).commandLine(), "A command is missing.");
  }
}
