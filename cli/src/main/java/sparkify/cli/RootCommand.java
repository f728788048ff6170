package sparkify.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sparkify.cli.dataset.DatasetCommand;
import sparkify.cli.demo.DemoCommand;
import sparkify.cli.notebook.NotebookCommand;
import sparkify.cli.rejects.RedriveCommand;
import sparkify.cli.rejects.RejectsCommand;
import sparkify.cli.schedule.ScheduleCommand;
import sparkify.cli.status.StatusCommand;
import sparkify.cli.trending.TrendingCommand;
import sparkify.cluster.LocalCommand;
import sparkify.common.launch.Version;
import sparkify.lake.audit.AuditCommand;
import sparkify.producer.ProduceCommand;
import sparkify.producer.SimulateCommand;
import sparkify.producer.tail.TailCommand;

/** The command that {@code deploy.sh} runs; everything else is a subcommand of it. */
@Command(
    name = "./deploy.sh",
    description = {
      "Land a music service's events from Kafka in Parquet on HDFS, exactly once, and predict"
          + " churn.",
      "Commands use the cluster of HADOOP_CONF_DIR if that is set, otherwise a local one."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%n",
    footer = {
      "./deploy.sh build builds the project; other commands do so themselves when the build is"
          + " stale.",
      "./deploy.sh bench measures it beside other programs; bench/README.md says how.",
      "Exit codes: 0 done, 1 failed (one line says why), 2 usage error, 3 too little data so far,"
          + " 130 Ctrl-C."
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
      TrendingCommand.class,
      CompactCommand.class,
      AnalyzeCommand.class,
      AuditCommand.class,
      RejectsCommand.class,
      RedriveCommand.class,
      StatusCommand.class,
      HistoryCommand.class,
      LogsCommand.class,
      NotebookCommand.class,
      ScheduleCommand.class,
      DatasetCommand.class,
      HelpCommand.class,
    })
final class RootCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "Missing command");
  }
}
