package sparkify.cluster;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Scanner;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sparkify.common.config.Durations;
import sparkify.common.launch.CommonOptions;
import sparkify.common.launch.ExitCode;
import sparkify.common.launch.OperatorError;
import sparkify.common.launch.Version;

/**
 * Starts and stops the local cluster.
 *
 * <p>The checkout that it belongs to is the system property {@code sparkify.home}, or else the
 * current folder.
 */
@Command(
    name = "local",
    description = "Kafka, HDFS and YARN on this machine, reachable from here only.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      LocalCommand.Up.class,
      LocalCommand.Down.class,
      LocalCommand.Restart.class,
      LocalCommand.Status.class,
      LocalCommand.Wipe.class
    })
public final class LocalCommand {

  /** What the subcommands share. */
  private abstract static class Action implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;
    @Mixin private CommonOptions common = new CommonOptions();

    LocalCluster cluster() {
      Path home = Path.of(System.getProperty("sparkify.home", "")).toAbsolutePath();
      return LocalCluster.of(common.settings(), home);
    }

    void tell(String line) {
      PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
      out.println(line);
      out.flush();
    }
  }

  @Command(
      name = "up",
      description = "Start what does not run, wait until all is healthy, print the addresses.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Up extends Action {
    @Override
    public Integer call() {
      cluster().up(this::tell);
      return ExitCode.OK;
    }
  }

  @Command(
      name = "down",
      description = "End applications and daemons; the data stays.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Down extends Action {
    @Override
    public Integer call() {
      cluster().down(this::tell);
      return ExitCode.OK;
    }
  }

  @Command(
      name = "restart",
      description = "End and start one daemon.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Restart extends Action {
    @Parameters(
        paramLabel = "DAEMON",
        description = "kafka, namenode, datanode, resourcemanager or nodemanager.")
    private String daemon = "";

    @Override
    public Integer call() {
      cluster().restart(daemon, this::tell);
      return ExitCode.OK;
    }
  }

  @Command(
      name = "status",
      description = "Say how each daemon is; exit code 1 unless all are healthy.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Status extends Action {
    private static final String ROW = "%-16s %8s  %-9s %9s  %-28s %s";

    @Override
    public Integer call() {
      List<DaemonStatus> all = cluster().status();
      tell(ROW.formatted("DAEMON", "PID", "UP FOR", "MEMORY", "PORTS", "HEALTH"));
      all.forEach(daemon -> tell(row(daemon)));
      return all.stream().allMatch(DaemonStatus::healthy) ? ExitCode.OK : ExitCode.FAILED;
    }

    private static String row(DaemonStatus daemon) {
      Instant started = daemon.startedAt();
      return ROW.formatted(
          daemon.name(),
          daemon.pid().isPresent() ? Long.toString(daemon.pid().getAsLong()) : "-",
          started == null ? "-" : Durations.format(Duration.between(started, Instant.now())),
          daemon.memoryBytes().isPresent() ? Preflight.size(daemon.memoryBytes().getAsLong()) : "-",
          daemon.ports().stream().map(String::valueOf).collect(Collectors.joining(" ")),
          daemon.detail());
    }
  }

  @Command(
      name = "wipe",
      description = "End the daemons and delete all their data.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Wipe extends Action {
    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Override
    public Integer call() {
      LocalCluster cluster = cluster();
      if (!yes && !agreed(cluster.directory())) {
        throw new OperatorError(
            "Nothing was deleted: the answer was not 'yes' (--yes does not ask)");
      }
      cluster.wipe(this::tell);
      return ExitCode.OK;
    }

    private boolean agreed(Path directory) {
      tell("This deletes every topic and every file of the local cluster in " + directory + ".");
      tell("Type 'yes' to go on:");
      Scanner in = new Scanner(System.in, Charset.defaultCharset());
      return in.hasNextLine() && in.nextLine().strip().equals("yes");
    }
  }
}
