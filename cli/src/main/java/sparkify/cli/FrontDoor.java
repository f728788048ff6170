package sparkify.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sparkify.cli.demo.DemoCommand;
import sparkify.cli.notebook.NotebookCommand;
import sparkify.cluster.LocalCommand;
import sparkify.common.launch.Version;
import sparkify.lake.audit.AuditCommand;
import sparkify.producer.ProduceCommand;
import sparkify.producer.SimulateCommand;
import sparkify.producer.tail.TailCommand;

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
    footerHeading = "%n",
    footer = {
      "./deploy.sh build builds what the commands run from; they do so themselves when it is stale.",
      "Exit codes: 0 done, 1 failed (one line says why), 2 not understood, 130 interrupted."
    },
    subcommands = {
      DemoCommand.class,
      LocalCommand.class,
      ProduceCommand.class,
      TailCommand.class,
      SimulateCommand.class,
      StreamCommand.class,
      TrainCommand.class,
      ScoreCommand.class,
      ModelCommand.class,
      AuditCommand.class,
      StatusCommand.class,
      LogsCommand.class,
      NotebookCommand.class,
      DatasetCommand.class,
      HelpCommand.class,
    })
final class FrontDoor implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(), "A command is missing.");
  }
}
