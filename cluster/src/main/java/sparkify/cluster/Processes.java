package sparkify.cluster;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds, starts and stops the daemons' processes. */
record Processes(Layout layout, Jvm jvm) {
  private static final Logger log = LoggerFactory.getLogger(Processes.class);
  private static final Duration POLL = Duration.ofMillis(50);

  /** The process in a daemon's pid file: quick. */
  Optional<ProcessId> recorded(Daemon daemon) {
    return pidFile(daemon).process();
  }

  /**
   * The process of a daemon, found even without its pid file: the command that started it may have
   * been killed before it wrote one, and two processes must never run on the same data.
   */
  Optional<ProcessId> find(Daemon daemon) {
    return recorded(daemon).or(() -> adopt(daemon));
  }

  ProcessId start(Daemon daemon) {
    Process process =
        jvm.start(
            daemon,
            daemon.name(),
            Stream.concat(Stream.of(daemon.mainClass()), daemon.arguments().stream()).toList());
    ProcessId id =
        ProcessId.living(process.pid()).orElseGet(() -> new ProcessId(process.pid(), "dead"));
    pidFile(daemon).write(id);
    log.info("Started {}, pid {}", daemon.name(), id.pid());
    return id;
  }

  /**
   * Stops a process and waits until it has ended.
   *
   * @return false when it did not end in time and was killed
   */
  boolean stop(Daemon daemon, ProcessId process, Duration timeout) {
    ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroy);
    boolean inTime = ended(process, timeout);
    if (!inTime) {
      log.warn("{}, pid {}, does not stop: killing it", daemon.name(), process.pid());
      ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly);
      ended(process, timeout);
    }
    pidFile(daemon).delete();
    return inTime;
  }

  /** Waits until a process has ended; false when it has not after {@code timeout}. */
  static boolean ended(ProcessId process, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!process.gone()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Pause.of(POLL);
    }
    return true;
  }

  private Optional<ProcessId> adopt(Daemon daemon) {
    String mark = "\0" + jvm.mark(daemon.name()) + "\0";
    Optional<ProcessId> found =
        ProcessHandle.allProcesses()
            .filter(process -> ProcessId.commandLine(process).contains(mark))
            .findFirst()
            .flatMap(process -> ProcessId.living(process.pid()));
    found.ifPresent(
        process -> {
          log.warn("{} runs as pid {} without a pid file", daemon.name(), process.pid());
          pidFile(daemon).write(process);
        });
    return found;
  }

  private PidFile pidFile(Daemon daemon) {
    return new PidFile(layout.run().resolve(daemon.name() + ".pid"));
  }
}
