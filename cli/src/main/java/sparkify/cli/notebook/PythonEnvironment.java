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
 * The libraries of the notebooks, in the versions of their requirements file.
 *
 * <p>Named by that file and by the Python it is made from: made once, and never changed afterwards.
 */
final class PythonEnvironment {
  private static final int NAME_LENGTH = 12;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(30);

  /** JupyterLab would ask at its first start whether it may fetch news, and look for versions. */
  private static final String QUIET =
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

  /** Where the programs of all environments keep what is theirs, such as settings. */
  static Path environments(Home home) {
    return home.root().resolve(".local/python");
  }

  /** Where its programs are. */
  Path programs() {
    return folder.resolve("bin");
  }

  /** Its folder. */
  Path folder() {
    return folder;
  }

  /**
   * Makes it where it is not whole, and deletes others that nothing runs from.
   *
   * @throws OperatorError when it cannot be made, with the reason
   */
  void ensure(PrintWriter progress) throws IOException, InterruptedException {
    if (isWhole()) {
      return;
    }
    try (ProcessLock lock = lock(progress)) {
      if (!isWhole()) {
        make(progress);
        deleteOthers();
      }
    }
  }

  /** Lets one command at a time make an environment. */
  private ProcessLock lock(PrintWriter progress) throws IOException {
    Path file = environments(home).resolve("lock");
    return ProcessLock.take(
            file,
            LONGEST_WAIT,
            holder -> {
              progress.println("Waiting: " + holder + " is making the Python environment");
              progress.flush();
            })
        .orElseThrow(
            () ->
                new OperatorError(
                    "Cannot make the Python environment: another command has held %s for %s; wait for it or end it"
                        .formatted(file, Durations.format(LONGEST_WAIT))));
  }

  private void make(PrintWriter progress) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    progress.println(
        "Making the Python environment (a minute or more, 1.1 GB; details: .local/logs/python.log)");
    progress.flush();
    FileTree.delete(folder);
    Installation installation = new Installation(home.logs().resolve("python.log"));
    installation.run(List.of(python.executable().toString(), "-m", "venv", folder.toString()));
    installation.run(
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
    Files.writeString(lab.resolve("overrides.json"), QUIET);
    Files.writeString(mark(), python.version() + "\n");
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    progress.println("Made the Python environment in " + Durations.format(took));
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

  /** Its Python may be gone though it is whole: it is a link to the one of the system. */
  private boolean isWhole() {
    return Files.exists(mark()) && Files.isExecutable(programs().resolve("python"));
  }

  /** Written last. */
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
