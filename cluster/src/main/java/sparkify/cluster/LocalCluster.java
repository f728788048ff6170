package sparkify.cluster;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import sparkify.common.FileTree;
import sparkify.common.OperatorError;
import sparkify.common.ProcessLock;
import sparkify.common.config.ClusterSettings;
import sparkify.common.config.Durations;
import sparkify.common.config.Settings;

/**
 * Kafka, HDFS and YARN on this machine, for as long as nobody takes them down.
 *
 * <p>The daemons are processes of their own: they survive this JVM, and any instance for the same
 * folder finds them. Commands that start or stop something wait for each other.
 */
public final class LocalCluster {
  private final ClusterSettings settings;
  private final Layout layout;
  private final Jvm jvm;
  private final Processes processes;
  private final List<Daemon> daemons;

  private LocalCluster(ClusterSettings settings, Layout layout) {
    this.settings = settings;
    this.layout = layout;
    this.jvm = new Jvm(layout);
    this.processes = new Processes(layout, jvm);
    this.daemons = Daemons.of(settings, layout);
  }

  /**
   * The cluster of a checkout.
   *
   * @param home the checkout: where the class paths were built, and what the folder of the settings
   *     is relative to
   */
  public static LocalCluster of(Settings settings, Path home) {
    ClusterSettings cluster = settings.cluster();
    return new LocalCluster(cluster, Layout.of(home, cluster.directory()));
  }

  /**
   * The folder of its Hadoop configuration, for HADOOP_CONF_DIR of clients; there once it was up.
   */
  public Path hadoopConf() {
    return layout.hadoopConf();
  }

  /** The folder of everything it keeps. */
  public Path directory() {
    return layout.directory();
  }

  /** Where people look and clients connect, by the daemon's title. */
  public Map<String, URI> webAddresses() {
    Map<String, URI> addresses = new LinkedHashMap<>();
    daemons.forEach(daemon -> addresses.put(daemon.title(), daemon.address()));
    return addresses;
  }

  /** A quick look, without asking for health: every process lives and listens. */
  public boolean isUp() {
    return daemons.stream()
        .allMatch(
            daemon ->
                processes.remembered(daemon).isPresent()
                    && daemon.ports().values().stream().allMatch(Probes::listens));
  }

  /**
   * Starts what does not run and waits until all is healthy.
   *
   * @param progress told line by line
   * @throws OperatorError when it cannot; what did start is left running
   */
  public void up(Consumer<String> progress) {
    long begin = System.nanoTime();
    try (ProcessLock lock = lock(progress)) {
      layout.create();
      Map<Daemon, ProcessId> running = running();
      if (running.size() == daemons.size() && !changed() && allHealthy(running)) {
        progress.accept("The local cluster is up.");
        return;
      }
      startMissing(running, progress);
      progress.accept("The local cluster is up after " + elapsed(begin) + ":");
      webAddresses().forEach((title, at) -> progress.accept("  %-16s %s".formatted(title, at)));
    }
  }

  /** Ends everything, in the order that loses nothing; data and logs stay. */
  public void down(Consumer<String> progress) {
    try (ProcessLock lock = lock(progress)) {
      stopAll(progress);
    }
  }

  /** Ends and starts one daemon; what depends on it goes on when it is back. */
  public void restart(String name, Consumer<String> progress) {
    Daemon daemon = daemon(name);
    try (ProcessLock lock = lock(progress)) {
      layout.create();
      processes.find(daemon).ifPresent(process -> stop(daemon, process, progress));
      ConfFiles.of(settings, layout, Machine.here()).write();
      Map<Daemon, ProcessId> started = new LinkedHashMap<>();
      start(List.of(daemon), started, progress);
      new Readiness(jvm, settings.startTimeout(), progress).await(Map.of(), started);
    }
  }

  /** Ends everything and deletes all data, logs and configuration. */
  public void wipe(Consumer<String> progress) {
    try (ProcessLock lock = lock(progress)) {
      stopAll(progress);
      List<String> names = daemons.stream().map(Daemon::name).toList();
      layout.everything(names).forEach(FileTree::delete);
      layout.removeLink();
      progress.accept("Deleted the local cluster's data in " + layout.directory());
    }
  }

  /** Each daemon as it is now, in the order of starting. */
  public List<DaemonStatus> status() {
    return daemons.parallelStream().map(this::status).toList();
  }

  private DaemonStatus status(Daemon daemon) {
    Optional<ProcessId> process = processes.find(daemon);
    Health health =
        process.map(p -> Checks.ask(daemon, p)).orElseGet(() -> Health.ill("not running"));
    return new DaemonStatus(
        daemon.name(),
        process.map(p -> OptionalLong.of(p.pid())).orElse(OptionalLong.empty()),
        List.copyOf(daemon.ports().values()),
        health.healthy(),
        health.detail(),
        process.map(ProcessId::memoryBytes).orElse(OptionalLong.empty()),
        process.map(ProcessId::startedAt).orElse(null));
  }

  private void startMissing(Map<Daemon, ProcessId> running, Consumer<String> progress) {
    List<Daemon> missing = daemons.stream().filter(d -> !running.containsKey(d)).toList();
    if (!running.isEmpty() && changed()) {
      throw new OperatorError(
          "Cannot apply changed settings of cluster.* while %s run with others: 'local down' first"
              .formatted(Preflight.names(List.copyOf(running.keySet()))));
    }
    Machine machine = Machine.here();
    Preflight.disk(layout.data(), settings.minFreeDiskBytes());
    Preflight.memory(missing, machine.availableBytes());
    ConfFiles.of(settings, layout, machine).write();
    Readiness readiness = new Readiness(jvm, settings.startTimeout(), progress);
    Map<Daemon, ProcessId> started = new LinkedHashMap<>();
    do {
      Preflight.ports(missing);
      start(missing, started, progress);
      missing = readiness.await(running, started);
      running.keySet().removeAll(missing);
    } while (!missing.isEmpty());
  }

  /** All at once: they wait for each other. Those with an empty disk as soon as it is formatted. */
  private void start(List<Daemon> missing, Map<Daemon, ProcessId> into, Consumer<String> progress) {
    if (missing.isEmpty()) {
      return;
    }
    progress.accept("Starting " + Preflight.names(missing));
    List<Formatter> formatting = new ArrayList<>();
    for (Daemon daemon : missing) {
      Formatter formatter = Formatter.begin(daemon, jvm);
      if (formatter == null) {
        into.put(daemon, processes.start(daemon));
      } else {
        formatting.add(formatter);
      }
    }
    for (Formatter formatter : formatting) {
      formatter.finish(settings.startTimeout());
      into.put(formatter.daemon(), processes.start(formatter.daemon()));
    }
  }

  private void stopAll(Consumer<String> progress) {
    Map<Daemon, ProcessId> running = running();
    Applications applications = new Applications(settings, layout);
    if (running.keySet().stream().anyMatch(d -> d.name().equals(Daemons.RESOURCEMANAGER))) {
      applications.end(progress);
    }
    running.keySet().stream()
        .sorted(Comparator.comparingInt(d -> Daemons.STOP_ORDER.indexOf(d.name())))
        .forEach(d -> stop(d, Objects.requireNonNull(running.get(d)), progress));
    applications.killLeftContainers(progress);
    progress.accept(
        running.isEmpty() ? "The local cluster is not running." : "The local cluster is down.");
  }

  private void stop(Daemon daemon, ProcessId process, Consumer<String> progress) {
    long begin = System.nanoTime();
    boolean willing = processes.stop(daemon, process, settings.stopTimeout());
    progress.accept(
        "  %-16s %s after %s"
            .formatted(daemon.name(), willing ? "ended" : "killed", elapsed(begin)));
  }

  private Map<Daemon, ProcessId> running() {
    Map<Daemon, ProcessId> running = new LinkedHashMap<>();
    daemons.forEach(d -> processes.find(d).ifPresent(process -> running.put(d, process)));
    return running;
  }

  private boolean allHealthy(Map<Daemon, ProcessId> running) {
    return running.entrySet().parallelStream()
        .allMatch(e -> Checks.ask(e.getKey(), e.getValue()).healthy());
  }

  private boolean changed() {
    return ConfFiles.of(settings, layout, Machine.here()).differ();
  }

  private Daemon daemon(String name) {
    return daemons.stream()
        .filter(daemon -> daemon.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new OperatorError(
                    "Unknown daemon '%s' (must be one of %s)"
                        .formatted(
                            name,
                            daemons.stream().map(Daemon::name).collect(Collectors.joining(", ")))));
  }

  /** Held while daemons are started or stopped, by one command at a time. */
  private ProcessLock lock(Consumer<String> progress) {
    Duration timeout = settings.startTimeout().plus(settings.stopTimeout());
    try {
      return ProcessLock.take(
              layout.lock(),
              timeout,
              holder ->
                  progress.accept(
                      "Waiting: " + holder + " is starting or stopping the local cluster"))
          .orElseThrow(() -> locked(timeout));
    } catch (IOException e) {
      throw new OperatorError("Cannot lock " + layout.lock() + ": " + e, e);
    }
  }

  private OperatorError locked(Duration timeout) {
    return new OperatorError(
        "Cannot change the local cluster: another command has held %s for %s; wait for it or end it"
            .formatted(layout.lock(), Durations.format(timeout)));
  }

  private static String elapsed(long begin) {
    return Durations.format(Duration.ofNanos(System.nanoTime() - begin));
  }
}
