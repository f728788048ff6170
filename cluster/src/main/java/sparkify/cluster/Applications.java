package sparkify.cluster;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sparkify.common.config.ClusterSettings;

/** The applications on the local YARN, whose containers would outlive the NodeManager. */
record Applications(ClusterSettings settings, Layout layout) {
  private static final Logger log = LoggerFactory.getLogger(Applications.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final String UNFINISHED =
      "/ws/v1/cluster/apps?states=new,new_saving,submitted,accepted,running";

  /** The NodeManager's states of an application that may still have containers. */
  private static final Set<String> WITH_CONTAINERS =
      Set.of("NEW", "INITING", "RUNNING", "FINISHING_CONTAINERS_WAIT");

  /** Kills all running applications, and waits until they and their containers have ended. */
  void killAll(Consumer<String> progress) {
    try {
      for (String application : unfinished()) {
        progress.accept("  killing " + application);
        Http.put(
            manager("/ws/v1/cluster/apps/" + application + "/state"), "{\"state\":\"KILLED\"}");
      }
      long deadline = System.nanoTime() + settings.stopTimeout().toNanos();
      while ((!unfinished().isEmpty() || hasContainers()) && System.nanoTime() < deadline) {
        Pause.of(POLL);
      }
    } catch (IOException e) {
      log.warn("YARN does not answer: killing containers without it", e);
    }
  }

  /** Kills containers that no NodeManager manages any more. */
  void killOrphanedContainers(Consumer<String> progress) {
    String local = layout.data(Daemons.NODEMANAGER).resolve("local/usercache").toString();
    List<ProcessHandle> orphans =
        ProcessHandle.allProcesses()
            .filter(process -> isContainer(ProcessId.commandLine(process), local))
            .toList();
    orphans.forEach(ProcessHandle::destroyForcibly);
    if (!orphans.isEmpty()) {
      progress.accept(
          "  killed orphaned container processes: "
              + orphans.stream()
                  .map(p -> Long.toString(p.pid()))
                  .collect(Collectors.joining(", ")));
    }
  }

  /** Whether a process is a container's JVM or launch script, not an editor with its files open. */
  static boolean isContainer(String commandLine, String local) {
    String program = commandLine.split("\0", 2)[0];
    return commandLine.contains(local)
        && (program.endsWith("/java") || program.endsWith("bash") || program.equals("java"));
  }

  private List<String> unfinished() throws IOException {
    return Json.all(Http.get(manager(UNFINISHED)), "id");
  }

  private boolean hasContainers() throws IOException {
    URI apps = Http.at(settings.nodeManager().httpPort(), "/ws/v1/node/apps");
    return Json.all(Http.get(apps), "state").stream().anyMatch(WITH_CONTAINERS::contains);
  }

  private URI manager(String path) {
    return Http.at(settings.resourceManager().httpPort(), path);
  }
}
