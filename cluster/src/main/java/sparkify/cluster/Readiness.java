package sparkify.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import sparkify.common.OperatorError;
import sparkify.common.config.Durations;

/** Waits until every daemon is healthy, one has died, or the time is up. */
final class Readiness {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration REPORT = Duration.ofSeconds(10);

  private final Jvm jvm;
  private final Duration timeout;
  private final Consumer<String> progress;
  private final long begin = System.nanoTime();
  private final Map<Daemon, String> waitingFor = new LinkedHashMap<>();
  private final Set<Daemon> ready = new HashSet<>();
  private Duration reported = Duration.ZERO;

  Readiness(Jvm jvm, Duration timeout, Consumer<String> progress) {
    this.jvm = jvm;
    this.timeout = timeout;
    this.progress = progress;
  }

  /**
   * Waits until all are healthy, or until one of {@code running} has ended: a process that was
   * killed may look alive for a moment, and others may wait for it. Daemons that an earlier call
   * found healthy are not checked again.
   *
   * @param running daemons that ran before; nothing is printed when they are healthy
   * @param started daemons started just now
   * @return those of {@code running} that have ended
   */
  List<Daemon> await(Map<Daemon, ProcessId> running, Map<Daemon, ProcessId> started) {
    Map<Daemon, ProcessId> processes = new LinkedHashMap<>(running);
    processes.putAll(started);
    processes.keySet().stream()
        .filter(daemon -> !ready.contains(daemon))
        .forEach(daemon -> waitingFor.put(daemon, "starting"));
    while (true) {
      List<Daemon> ended = ended(running);
      if (waitingFor.isEmpty() || !ended.isEmpty()) {
        ready.removeAll(ended);
        return ended;
      }
      for (Daemon daemon : List.copyOf(waitingFor.keySet())) {
        ProcessId process = Objects.requireNonNull(processes.get(daemon));
        if (becameReady(daemon, process, running.containsKey(daemon))
            && started.containsKey(daemon)) {
          progress.accept("  %-16s ready after %s".formatted(daemon.name(), elapsedText()));
        }
      }
      checkTime();
      Pause.of(POLL);
    }
  }

  private static List<Daemon> ended(Map<Daemon, ProcessId> running) {
    return running.entrySet().stream()
        .filter(entry -> !entry.getValue().alive())
        .map(Map.Entry::getKey)
        .toList();
  }

  private boolean becameReady(Daemon daemon, ProcessId process, boolean mayEnd) {
    Health health = daemon.health(process);
    if (health.healthy()) {
      waitingFor.remove(daemon);
      return ready.add(daemon);
    }
    if (!mayEnd && !process.alive()) {
      throw new OperatorError(
          "Cannot start " + daemon.name() + ": it exited" + LogTail.of(jvm, daemon.name()));
    }
    waitingFor.put(daemon, health.detail());
    return false;
  }

  private void checkTime() {
    if (elapsed().compareTo(timeout) > 0) {
      List<Daemon> late = List.copyOf(waitingFor.keySet());
      throw new OperatorError(
          "Cannot bring up the local cluster within %s (cluster.start-timeout): still waiting for %s; ./deploy.sh local restart DAEMON restarts one%s"
              .formatted(
                  Durations.format(timeout),
                  describeWaiting(),
                  LogTail.of(jvm, late.get(0).name())));
    }
    if (elapsed().minus(reported).compareTo(REPORT) > 0) {
      reported = elapsed();
      progress.accept("  after " + elapsedText() + " still waiting for " + describeWaiting());
    }
  }

  private String describeWaiting() {
    List<String> parts = new ArrayList<>();
    waitingFor.forEach((daemon, why) -> parts.add(daemon.name() + " (" + why + ")"));
    return String.join(", ", parts);
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private String elapsedText() {
    return Durations.format(elapsed());
  }
}
