package sparkify.cli.notebook;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import sparkify.common.FileTree;
import sparkify.common.OperatorError;
import sparkify.common.ProcessLock;
import sparkify.common.Sha256;
import sparkify.common.config.Durations;
import sparkify.common.launch.Home;

/**
 * The virtual environment with the notebooks' libraries, in the versions of the requirements file.
 *
 * <p>Its name is a hash of that file and of the Python version: it is created once and never
 * changed.
 */
final class PythonEnvironment {
  private static final int NAME_LENGTH = 12;
  private static final Duration LOCK_TIMEOUT = Duration.ofMinutes(30);

  /** Keeps JupyterLab from asking whether to fetch news, and from checking for updates. */
  private static final String OVERRIDES =
      """
      {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": false}}
      """;

  private final Home home;
  private final Python python;
  private final Path folder;

  PythonEnvironment(Home home, Python python) throws IOException {
    this.home = home;
    this.python = python;
    this.folder = environments(home).resolve(name(requirements(home), python));
  }

  /** The folder of all environments, and of the settings that their programs keep. */
  static Path environments(Home home) {
    return home.root().resolve(".local/python");
  }

  /** The folder of its programs. */
  Path programs() {
    return folder.resolve("bin");
  }

  /** Its folder. */
  Path folder() {
    return folder;
  }

  /**
   * Creates it unless it is complete, and then deletes other environments that no process uses.
   *
   * @throws OperatorError when it cannot be created, with the reason
   */
  void ensure(PrintWriter progress) throws IOException, InterruptedException {
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
    Path file = environments(home).resolve("lock");
    return ProcessLock.take(
            file,
            LOCK_TIMEOUT,
            holder -> {
              progress.println("Waiting: " + holder + " is creating the Python environment");
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
        "Creating the Python environment (a minute or more, 1.1 GB; details: .local/logs/python.log)");
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
            requirements(home).toString()));
    Path lab = Files.createDirectories(folder.resolve("share/jupyter/lab/settings"));
    Files.writeString(lab.resolve("overrides.json"), OVERRIDES);
    Files.writeString(mark(), python.version() + "\n");
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    progress.println("Created the Python environment in " + Durations.format(took));
    progress.flush();
  }

  private void deleteOthers() throws IOException {
    try (Stream<Path> all = Files.list(environments(home))) {
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

  private static Path requirements(Home home) {
    return home.root().resolve("notebooks/requirements.txt");
  }

  private static String name(Path requirements, Python python) throws IOException {
    return new Sha256().add(requirements).add(python.version()).hex().substring(0, NAME_LENGTH);
  }
}
