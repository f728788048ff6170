package sparkify.cluster;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
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
 * Kafka, HDFS and YARN on this machine, running until they are taken down.
 *
 * <p>The daemons are separate processes: they survive this JVM, and any instance for the same
 * folder finds them. Commands that start or stop daemons wait for each other.
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
   * @param home the checkout, which contains the class paths, and to which cluster.directory is
   *     relative
   */
  public static LocalCluster of(Settings settings, Path home) {
    ClusterSettings cluster = settings.cluster();
    Layout layout = Layout.of(home, cluster.directory());
    return new LocalCluster(cluster, cluster.kafka().secure() ? layout.secure() : layout);
  }

  /** Likewise, but secured or not as it was when it was started last, whatever the settings say. */
  static LocalCluster asStarted(Settings settings, Path home) {
    Layout layout = Layout.of(home, settings.cluster().directory());
    return new LocalCluster(
        settings.cluster(), KafkaConf.wasSecure(layout) ? layout.secure() : layout);
  }

  /**
   * The folder of its Hadoop configuration, for clients' HADOOP_CONF_DIR; it exists once the
   * cluster has been up.
   */
  public Path hadoopConf() {
    return layout.hadoopConf();
  }

  /** The folder of all its files. */
  public Path directory() {
    return layout.directory();
  }

  /** The folder for files about its data; the cluster with the secured broker has another. */
  public Path area() {
    return layout.area();
  }

  /** The settings that commands need to use the secured broker; empty if this one is open. */
  Optional<Path> clientConf() {
    return layout.isSecure() ? Optional.of(SecureFiles.of(layout).clientConf()) : Optional.empty();
  }

  /** Where users and clients reach each daemon, by its title. */
  public Map<String, URI> webAddresses() {
    Map<String, URI> addresses = new LinkedHashMap<>();
    daemons.forEach(daemon -> addresses.put(daemon.title(), daemon.address()));
    return addresses;
  }

  /** Whether every process is alive and listens: quick, without checking health. */
  public boolean isUp() {
    return daemons.stream()
        .allMatch(
            daemon ->
                processes.recorded(daemon).isPresent()
                    && daemon.ports().values().stream().allMatch(Probes::listens));
  }

  /** Whether any process is alive. */
  public boolean isPartlyUp() {
    return daemons.stream().anyMatch(daemon -> processes.recorded(daemon).isPresent());
  }

  /**
   * Requires that the cluster that runs, if one does, is secured if this one is, and open if this
   * one is: the other has other data.
   */
  public void requireSameKind() {
    if (isPartlyUp() && KafkaConf.wasSecure(layout) != layout.isSecure()) {
      throw new OperatorError(
          layout.isSecure()
              ? "Cannot use the secured local cluster: the open one runs; run ./deploy.sh local down, then ./deploy.sh local up --secure"
              : "Cannot use the local cluster without a password: it was started with --secure; add --config %s, or run ./deploy.sh local down first"
                  .formatted(SecureFiles.of(layout.secure()).clientConf()));
    }
  }

  /**
   * Starts the daemons that are not running, and waits until all are healthy.
   *
   * @param progress receives each line of progress
   * @throws OperatorError when one cannot be started; those that did start are left running
   */
  public void up(Consumer<String> progress) {
    long begin = System.nanoTime();
    try (ProcessLock lock = lock(progress)) {
      Map<Daemon, ProcessId> running = running();
      requireSameKind();
      if (layout.isSecure()) {
        SecureFiles.of(layout).ensure();
      }
      layout.create();
      if (running.size() == daemons.size() && !settingsChanged() && allHealthy(running)) {
        permit();
        progress.accept("The local cluster is up.");
        return;
      }
      startMissing(running, progress);
      permit();
      progress.accept("The local cluster is up after " + elapsed(begin) + ":");
      webAddresses().forEach((title, at) -> progress.accept("  %-16s %s".formatted(title, at)));
    }
  }

  /**
   * Gives the pipeline's user its permissions, which a command that was killed may not have done.
   */
  private void permit() {
    if (layout.isSecure()) {
      KafkaAdmin.permit(settings, layout);
    }
  }

  /** Stops all applications and daemons, in an order that loses nothing; keeps data and logs. */
  public void down(Consumer<String> progress) {
    try (ProcessLock lock = lock(progress)) {
      stopAll(progress);
    }
  }

  /** Restarts one daemon; those that depend on it continue once it is back. */
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

  /** Stops everything and deletes all data, logs and configuration. */
  public void wipe(Consumer<String> progress) {
    try (ProcessLock lock = lock(progress)) {
      stopAll(progress);
      List<String> names = daemons.stream().map(Daemon::name).toList();
      layout.writtenBy(names).forEach(FileTree::delete);
      layout.removeLink();
      progress.accept("Deleted the local cluster's data in " + layout.directory());
    }
  }

  /** The current state of each daemon, in the order of starting. */
  public List<DaemonStatus> status() {
    return daemons.parallelStream().map(this::status).toList();
  }

  private DaemonStatus status(Daemon daemon) {
    Optional<ProcessId> process = processes.find(daemon);
    Health health = process.map(daemon::health).orElse(Health.NOT_RUNNING);
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
    if (!running.isEmpty() && settingsChanged()) {
      throw new OperatorError(
          "Cannot apply changed settings of cluster.*: %s run with the old ones; run ./deploy.sh local down first"
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

  /**
   * Starts all at once, because they wait for each other. A daemon that needs formatting follows as
   * soon as that is done.
   */
  private void start(
      List<Daemon> missing, Map<Daemon, ProcessId> started, Consumer<String> progress) {
    if (missing.isEmpty()) {
      return;
    }
    progress.accept("Starting " + Preflight.names(missing));
    List<Formatter> formatting = new ArrayList<>();
    for (Daemon daemon : missing) {
      Formatter formatter = Formatter.start(daemon, jvm);
      if (formatter == null) {
        started.put(daemon, processes.start(daemon));
      } else {
        formatting.add(formatter);
      }
    }
    for (Formatter formatter : formatting) {
      formatter.finish(settings.startTimeout());
      started.put(formatter.daemon(), processes.start(formatter.daemon()));
    }
  }

  private void stopAll(Consumer<String> progress) {
    Map<Daemon, ProcessId> running = running();
    Applications applications = new Applications(settings, layout);
    if (running.keySet().stream().anyMatch(d -> d.name().equals(Daemons.RESOURCEMANAGER))) {
      applications.killAll(progress);
    }
    List<Daemon> order = new ArrayList<>(running.keySet());
    Collections.reverse(order);
    order.forEach(d -> stop(d, Objects.requireNonNull(running.get(d)), progress));
    applications.killOrphanedContainers(progress);
    progress.accept(
        running.isEmpty() ? "The local cluster is not running." : "The local cluster is down.");
  }

  private void stop(Daemon daemon, ProcessId process, Consumer<String> progress) {
    long begin = System.nanoTime();
    boolean inTime = processes.stop(daemon, process, settings.stopTimeout());
    progress.accept(
        "  %-16s %s after %s"
            .formatted(daemon.name(), inTime ? "stopped" : "killed", elapsed(begin)));
  }

  /** The daemons that run, in the order of starting. */
  private Map<Daemon, ProcessId> running() {
    Map<Daemon, ProcessId> running = new LinkedHashMap<>();
    daemons.forEach(d -> processes.find(d).ifPresent(process -> running.put(d, process)));
    return running;
  }

  private boolean allHealthy(Map<Daemon, ProcessId> running) {
    return running.entrySet().parallelStream()
        .allMatch(e -> e.getKey().health(e.getValue()).healthy());
  }

  private boolean settingsChanged() {
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

  /** The lock that lets one command at a time start or stop daemons. */
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
        "Cannot change the local cluster: another command has held %s for %s; wait until it is done, or stop it"
            .formatted(layout.lock(), Durations.format(timeout)));
  }

  private static String elapsed(long begin) {
    return Durations.format(Duration.ofNanos(System.nanoTime() - begin));
  }
}
