package sparkify.cluster;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
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
import sparkify.common.launch.Confirmation;
import sparkify.common.launch.ExitCode;
import sparkify.common.launch.Home;
import sparkify.common.launch.Version;

/**
 * Starts and stops the local cluster.
 *
 * <p>The cluster belongs to the checkout that the system property {@code sparkify.home} names; by
 * default, to the current folder.
 */
@Command(
    name = "local",
    description = "Start, inspect and stop Kafka, HDFS and YARN on this machine (loopback only).",
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

    /** Overrides a setting. */
    void override(String key, String value) {
      common.override(key, value);
    }

    /** The cluster of the settings. */
    LocalCluster cluster() {
      return LocalCluster.of(common.settings(), Home.current().root());
    }

    /** The cluster as it was started last, secured or not. */
    LocalCluster started() {
      return LocalCluster.asStarted(common.settings(), Home.current().root());
    }

    PrintWriter out() {
      return Objects.requireNonNull(spec).commandLine().getOut();
    }

    void print(String line) {
      out().println(line);
      out().flush();
    }
  }

  @Command(
      name = "up",
      description =
          "Start the daemons that are not running, wait until all are healthy, print addresses.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Up extends Action {
    @Option(
        names = "--secure",
        description =
            "Start a broker that needs TLS, a password and permissions, with data of its own; commands then take the settings file that is printed.")
    private boolean secure;

    @Override
    public Integer call() {
      if (secure) {
        override("cluster.kafka.secure", "true");
      }
      LocalCluster cluster = cluster();
      cluster.up(this::print);
      cluster
          .clientConf()
          .ifPresent(file -> print("Its broker is secured: give commands --config " + file));
      return ExitCode.OK;
    }
  }

  @Command(
      name = "down",
      description = "Stop all applications and daemons; keep the data.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Down extends Action {
    @Override
    public Integer call() {
      started().down(this::print);
      return ExitCode.OK;
    }
  }

  @Command(
      name = "restart",
      description = "Restart one daemon.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Restart extends Action {
    @Parameters(
        paramLabel = "DAEMON",
        description = "kafka, namenode, datanode, resourcemanager or nodemanager.")
    private String daemon = "";

    @Override
    public Integer call() {
      started().restart(daemon, this::print);
      return ExitCode.OK;
    }
  }

  @Command(
      name = "status",
      description = "Print the state of each daemon; exit with 1 unless all are healthy.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Status extends Action {
    private static final String ROW = "%-16s %8s  %-9s %9s  %-28s %s";

    @Override
    public Integer call() {
      List<DaemonStatus> all = started().status();
      print(ROW.formatted("DAEMON", "PID", "UP FOR", "MEMORY", "PORTS", "HEALTH"));
      all.forEach(daemon -> print(row(daemon)));
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
      description = "Stop all daemons and delete their data.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Wipe extends Action {
    @Mixin private Confirmation confirmation = new Confirmation();

    @Override
    public Integer call() {
      LocalCluster cluster = started();
      confirmation.require(
          "every topic and every file of the local cluster in " + cluster.directory(), out());
      cluster.wipe(this::print);
      return ExitCode.OK;
    }
  }
}
