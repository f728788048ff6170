package sparkify.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The applications on the local YARN. Their containers would outlive the NodeManager. */
record Applications(int port, Layout layout) {
  private static final Logger log = LoggerFactory.getLogger(Applications.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final String UNFINISHED =
      "/ws/v1/cluster/apps?states=new,new_saving,submitted,accepted,running";

  /** Ends all that run, and waits until they have. */
  void end(Duration timeout, Consumer<String> progress) {
    try {
      List<String> running = unfinished();
      for (String application : running) {
        progress.accept("  ending " + application);
        Http.put(
            Http.at(port, "/ws/v1/cluster/apps/" + application + "/state"),
            "{\"state\":\"KILLED\"}");
      }
      long deadline = System.nanoTime() + timeout.toNanos();
      while (!unfinished().isEmpty() && System.nanoTime() < deadline) {
        Pause.of(POLL);
      }
    } catch (IOException e) {
      log.warn("The ResourceManager does not answer: containers are ended without it", e);
    }
  }

  /** Kills containers that no NodeManager looks after any more. */
  void killLeftContainers(Consumer<String> progress) {
    String local = layout.data(Daemons.NODEMANAGER).resolve("local/usercache").toString();
    ProcessHandle.allProcesses()
        .filter(process -> isContainer(ProcessId.commandLine(process), local))
        .forEach(
            process -> {
              progress.accept("  killing a container that was left, pid " + process.pid());
              process.destroyForcibly();
            });
  }

  /** A JVM or its launch script that works in YARN's folder; not an editor that looks into it. */
  static boolean isContainer(String commandLine, String local) {
    String program = commandLine.split("\0", 2)[0];
    return commandLine.contains(local)
        && (program.endsWith("/java") || program.endsWith("bash") || program.equals("java"));
  }

  private List<String> unfinished() throws IOException {
    return Json.all(Http.get(Http.at(port, UNFINISHED)), "id");
  }
}
