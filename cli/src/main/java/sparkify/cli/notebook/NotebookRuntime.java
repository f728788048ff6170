package sparkify.cli.notebook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import sparkify.cli.python.PythonEnvironment;
import sparkify.cli.python.PythonEnvironment.Libraries;
import sparkify.common.launch.Home;

/**
 * Prepares programs to run in the notebooks' Python environment: with variables that describe the
 * lake, and without the user's own set-up of Python, Jupyter and Spark.
 */
final class NotebookRuntime {
  /** Variables of the user's own set-up that would change what runs. */
  private static final List<String> FOREIGN =
      List.of(
          "PYTHONHOME",
          "PYTHONSTARTUP",
          "SPARK_HOME",
          "SPARK_CONF_DIR",
          "PYSPARK_DRIVER_PYTHON",
          "PYSPARK_DRIVER_PYTHON_OPTS",
          "PYSPARK_SUBMIT_ARGS",
          "JUPYTER_PATH",
          "JUPYTER_CONFIG_PATH",
          "MATPLOTLIBRC",
          "MPLBACKEND",
          "SPARKIFY_ARCHIVE");

  /** Keeps JupyterLab from asking whether to fetch news, and from checking for updates. */
  private static final String OVERRIDES =
      """
      {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": false}}
      """;

  static final Libraries LIBRARIES =
      new Libraries(
          "notebooks",
          "notebooks/requirements.txt",
          "1.1 GB",
          Map.of("share/jupyter/lab/settings/overrides.json", OVERRIDES));

  private final Home home;
  private final PythonEnvironment python;
  private final Map<String, String> lake;

  /**
   * @param lake the environment variables that describe it
   */
  NotebookRuntime(Home home, PythonEnvironment python, Map<String, String> lake) {
    this.home = home;
    this.python = python;
    this.lake = Map.copyOf(lake);
  }

  /** The folder of the notebooks and of the modules that they import. */
  static Path notebooks(Home home) {
    return home.root().resolve("notebooks");
  }

  /** A module of the environment, run as a program in the checkout's folder. */
  ProcessBuilder module(List<String> nameAndArguments) {
    List<String> command = new ArrayList<>(List.of("python", "-m"));
    command.addAll(nameAndArguments);
    return program(command).directory(home.root().toFile());
  }

  /** A program of the environment or of the user's path, run in the current folder. */
  ProcessBuilder program(List<String> command) {
    List<String> resolved = new ArrayList<>(command);
    Path own = python.programs().resolve(command.get(0));
    if (!command.get(0).contains("/") && Files.isExecutable(own)) {
      resolved.set(0, own.toString()); // Java searches only the path of this process.
    }
    ProcessBuilder program = new ProcessBuilder(resolved);
    setVariables(program.environment());
    return program;
  }

  private void setVariables(Map<String, String> environment) {
    FOREIGN.forEach(environment::remove);
    environment.putAll(lake);
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("VIRTUAL_ENV", python.folder().toString());
    environment.put("PYSPARK_PYTHON", python.programs().resolve("python").toString());
    environment.put("PYTHONPATH", notebooks(home).toString());
    environment.put("PYTHONNOUSERSITE", "1");
    environment.put("PYTHONPYCACHEPREFIX", state("bytecode"));
    environment.put("IPYTHONDIR", state("ipython"));
    environment.put("JUPYTER_CONFIG_DIR", state("jupyter/config"));
    environment.put("JUPYTER_DATA_DIR", state("jupyter/data"));
    environment.put("JUPYTER_RUNTIME_DIR", state("jupyter/runtime"));
    environment.put("MPLCONFIGDIR", state("matplotlib"));
    environment.merge(
        "PATH", python.programs().toString(), (path, programs) -> programs + ":" + path);
  }

  /** A folder for files that a program keeps between runs. */
  private String state(String name) {
    return PythonEnvironment.state(home).resolve("home").resolve(name).toString();
  }

  /** A new log file; an older one of this name is deleted. */
  Path newLog(String name) throws IOException {
    Path log = home.logs().resolve(name);
    Files.createDirectories(home.logs());
    Files.deleteIfExists(log);
    return log;
  }
}
