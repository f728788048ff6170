package sparkify.cli.notebook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import sparkify.common.launch.Home;

/**
 * Where an analyst's programs run: the Python environment, what they are told about the lake, and
 * nothing of the user's own Python, Jupyter and Spark.
 */
final class Workbench {
  /** Of the user's own set-up, these would decide what runs here. */
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

  private final Home home;
  private final PythonEnvironment python;
  private final Map<String, String> lake;

  /**
   * @param lake what programs are told about it, as environment variables
   */
  Workbench(Home home, PythonEnvironment python, Map<String, String> lake) {
    this.home = home;
    this.python = python;
    this.lake = Map.copyOf(lake);
  }

  /** The notebooks, and the module that they use. */
  static Path notebooks(Home home) {
    return home.root().resolve("notebooks");
  }

  /** A module of the environment as a program, in the folder of the checkout. */
  ProcessBuilder module(List<String> nameAndArguments) {
    List<String> command = new ArrayList<>(List.of("python", "-m"));
    command.addAll(nameAndArguments);
    return program(command).directory(home.root().toFile());
  }

  /** A program of the environment, or of the path, in the folder of the caller. */
  ProcessBuilder program(List<String> command) {
    List<String> resolved = new ArrayList<>(command);
    Path own = python.programs().resolve(command.get(0));
    if (!command.get(0).contains("/") && Files.isExecutable(own)) {
      resolved.set(0, own.toString()); // Java looks on its own path only.
    }
    ProcessBuilder program = new ProcessBuilder(resolved);
    furnish(program.environment());
    return program;
  }

  private void furnish(Map<String, String> environment) {
    FOREIGN.forEach(environment::remove);
    environment.putAll(lake);
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("VIRTUAL_ENV", python.folder().toString());
    environment.put("PYSPARK_PYTHON", python.programs().resolve("python").toString());
    environment.put("PYTHONPATH", notebooks(home).toString());
    environment.put("PYTHONNOUSERSITE", "1");
    environment.put("PYTHONPYCACHEPREFIX", kept("bytecode"));
    environment.put("IPYTHONDIR", kept("ipython"));
    environment.put("JUPYTER_CONFIG_DIR", kept("jupyter/config"));
    environment.put("JUPYTER_DATA_DIR", kept("jupyter/data"));
    environment.put("JUPYTER_RUNTIME_DIR", kept("jupyter/runtime"));
    environment.put("MPLCONFIGDIR", kept("matplotlib"));
    environment.merge(
        "PATH", python.programs().toString(), (path, programs) -> programs + ":" + path);
  }

  private String kept(String name) {
    return PythonEnvironment.environments(home).resolve("home").resolve(name).toString();
  }

  /** Where a program's words go, emptied. */
  Path newLog(String name) throws IOException {
    Path log = home.logs().resolve(name);
    Files.createDirectories(home.logs());
    Files.deleteIfExists(log);
    return log;
  }
}
