package sparkify.cluster;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The processes of the daemons: which run, starting one, ending one. */
record Processes(Layout layout, Jvm jvm) {
  private static final Logger log = LoggerFactory.getLogger(Processes.class);
  private static final Duration POLL = Duration.ofMillis(50);

  /** The process of a daemon, from its pid file alone: quick. */
  Optional<ProcessId> remembered(Daemon daemon) {
    return pidFile(daemon).process();
  }

  /**
   * The process of a daemon, also when its pid file is lost: whoever started it may have been
   * killed before it wrote one, and a second one on the same data must not be.
   */
  Optional<ProcessId> find(Daemon daemon) {
    return remembered(daemon).or(() -> adopt(daemon));
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
   * Ends a process and waits for it.
   *
   * @return false when it did not end in time and was killed
   */
  boolean stop(Daemon daemon, ProcessId process, Duration timeout) {
    ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroy);
    boolean willing = ended(process, timeout);
    if (!willing) {
      log.warn("{}, pid {}, does not end: killing it", daemon.name(), process.pid());
      ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly);
      ended(process, timeout);
    }
    pidFile(daemon).delete();
    return willing;
  }

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
