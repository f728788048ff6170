package sparkify.cli.python;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import sparkify.common.FileTree;
import sparkify.common.OperatorError;
import sparkify.common.ProcessLock;
import sparkify.common.Sha256;
import sparkify.common.config.Durations;
import sparkify.common.launch.Home;

/**
 * A virtual environment with the libraries of a requirements file, in its versions.
 *
 * <p>Its name is a hash of that file and of the Python version: it is created once and never
 * changed.
 */
public final class PythonEnvironment {
  private static final int NAME_LENGTH = 12;
  private static final Duration LOCK_TIMEOUT = Duration.ofMinutes(30);

  private final Home home;
  private final Python python;
  private final Libraries libraries;
  private final Path folder;

  /** The environment of {@code libraries} in a checkout. */
  public PythonEnvironment(Home home, Python python, Libraries libraries) throws IOException {
    this.home = home;
    this.python = python;
    this.libraries = libraries;
    this.folder = environments().resolve(hash());
  }

  /**
   * What an environment holds.
   *
   * @param name of the folder of its environments
   * @param requirements the file that lists them, relative to the checkout
   * @param size on disk, in words
   * @param files to add, by their path in the environment
   */
  public record Libraries(
      String name, String requirements, String size, Map<String, String> files) {
    public Libraries {
      files = Map.copyOf(files);
    }
  }

  /** The folder for all that Python programs keep in a checkout. */
  public static Path state(Home home) {
    return home.root().resolve(".local/python");
  }

  /** The folder of its programs. */
  public Path programs() {
    return folder.resolve("bin");
  }

  /** Its folder. */
  public Path folder() {
    return folder;
  }

  /**
   * Creates it unless it is complete, and then deletes other environments that no process uses.
   *
   * @throws OperatorError when it cannot be created, with the reason
   */
  public void ensure(PrintWriter progress) throws IOException, InterruptedException {
    if (isComplete()) {
      return;
    }
    try (ProcessLock lock = lock(progress)) {
      if (!isComplete()) {
        create(progress);
        deleteOthers();
      }
    }
  }

  /** The lock that lets one command at a time create an environment. */
  private ProcessLock lock(PrintWriter progress) throws IOException {
    Path file = environments().resolve("lock");
    return ProcessLock.take(
            file,
            LOCK_TIMEOUT,
            holder -> {
              progress.println(
                  "Waiting: "
                      + holder
                      + " is creating the Python environment of "
                      + libraries.name());
              progress.flush();
            })
        .orElseThrow(
            () ->
                new OperatorError(
                    "Cannot create the Python environment: another command has held %s for %s; wait until it is done, or stop it"
                        .formatted(file, Durations.format(LOCK_TIMEOUT))));
  }

  private void create(PrintWriter progress) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    progress.println(
        "Creating the Python environment of %s (a minute or more, %s; details: .local/logs/python.log)"
            .formatted(libraries.name(), libraries.size()));
    progress.flush();
    FileTree.delete(folder);
    Installer installer = new Installer(home.logs().resolve("python.log"));
    installer.run(List.of(python.executable().toString(), "-m", "venv", folder.toString()));
    installer.run(
        List.of(
            programs().resolve("python").toString(),
            "-m",
            "pip",
            "install",
            "--no-input",
            "--disable-pip-version-check",
            "--retries=3",
            "--timeout=20",
            "--require-hashes",
            "--requirement",
            requirements().toString()));
    for (var file : libraries.files().entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.resolveSibling(""));
      Files.writeString(path, file.getValue());
    }
    Files.writeString(mark(), python.version() + "\n");
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    progress.println("Created the Python environment in " + Durations.format(took));
    progress.flush();
  }

  private void deleteOthers() throws IOException {
    try (Stream<Path> all = Files.list(environments())) {
      for (Path other : all.filter(this::isOther).toList()) {
        if (!isInUse(other)) {
          FileTree.delete(other);
        }
      }
    }
  }

  private boolean isOther(Path path) {
    return String.valueOf(path.getFileName()).matches("[0-9a-f]{" + NAME_LENGTH + "}")
        && !path.equals(folder);
  }

  private static boolean isInUse(Path environment) {
    return ProcessHandle.allProcesses()
        .anyMatch(p -> p.info().commandLine().orElse("").contains(environment + "/"));
  }

  /** Checks its Python too: that is a link to the system's, which may have been removed. */
  private boolean isComplete() {
    return Files.exists(mark()) && Files.isExecutable(programs().resolve("python"));
  }

  /** Marks the environment as complete; written last. */
  private Path mark() {
    return folder.resolve("whole");
  }

  private Path environments() {
    return state(home).resolve(libraries.name());
  }

  private Path requirements() {
    return home.root().resolve(libraries.requirements());
  }

  private String hash() throws IOException {
    return new Sha256().add(requirements()).add(python.version()).hex().substring(0, NAME_LENGTH);
  }
}
