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

/** The applications on the local YARN. Their containers would outlive the NodeManager. */
record Applications(ClusterSettings settings, Layout layout) {
  private static final Logger log = LoggerFactory.getLogger(Applications.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final String UNFINISHED =
      "/ws/v1/cluster/apps?states=new,new_saving,submitted,accepted,running";

  /** What a NodeManager says of an application whose containers may still live. */
  private static final Set<String> WITH_CONTAINERS =
      Set.of("NEW", "INITING", "RUNNING", "FINISHING_CONTAINERS_WAIT");

  /** Ends all that run, and waits until they and their containers have. */
  void end(Consumer<String> progress) {
    try {
      for (String application : unfinished()) {
        progress.accept("  ending " + application);
        Http.put(
            manager("/ws/v1/cluster/apps/" + application + "/state"), "{\"state\":\"KILLED\"}");
      }
      long deadline = System.nanoTime() + settings.stopTimeout().toNanos();
      while ((!unfinished().isEmpty() || holdsContainers()) && System.nanoTime() < deadline) {
        Pause.of(POLL);
      }
    } catch (IOException e) {
      log.warn("YARN does not answer: containers are ended without it", e);
    }
  }

  /** Kills containers that no NodeManager looks after any more. */
  void killLeftContainers(Consumer<String> progress) {
    String local = layout.data(Daemons.NODEMANAGER).resolve("local/usercache").toString();
    List<ProcessHandle> left =
        ProcessHandle.allProcesses()
            .filter(process -> isContainer(ProcessId.commandLine(process), local))
            .toList();
    left.forEach(ProcessHandle::destroyForcibly);
    if (!left.isEmpty()) {
      progress.accept(
          "  killed processes of containers that were left: "
              + left.stream().map(p -> Long.toString(p.pid())).collect(Collectors.joining(", ")));
    }
  }

  /** A JVM or its launch script that works in YARN's folder; not an editor that looks into it. */
  static boolean isContainer(String commandLine, String local) {
    String program = commandLine.split("\0", 2)[0];
    return commandLine.contains(local)
        && (program.endsWith("/java") || program.endsWith("bash") || program.equals("java"));
  }

  private List<String> unfinished() throws IOException {
    return Json.all(Http.get(manager(UNFINISHED)), "id");
  }

  private boolean holdsContainers() throws IOException {
    URI apps = Http.at(settings.nodeManager().httpPort(), "/ws/v1/node/apps");
    return Json.all(Http.get(apps), "state").stream().anyMatch(WITH_CONTAINERS::contains);
  }

  private URI manager(String path) {
    return Http.at(settings.resourceManager().httpPort(), path);
  }
}
