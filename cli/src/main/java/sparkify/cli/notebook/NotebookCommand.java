package sparkify.cli.notebook;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sparkify.cli.environment.Environment;
import sparkify.cli.environment.Lake;
import sparkify.cli.python.ChildProcess;
import sparkify.cli.python.Python;
import sparkify.cli.python.PythonEnvironment;
import sparkify.cli.python.PythonSearch;
import sparkify.common.FileTree;
import sparkify.common.config.Settings;
import sparkify.common.launch.CommonOptions;
import sparkify.common.launch.ExitCode;
import sparkify.common.launch.Home;
import sparkify.common.launch.Version;

/** Opens a lake in JupyterLab, or runs notebooks or other programs on it. */
@Command(
    name = "notebook",
    description = {
      "Open the lake in JupyterLab, or run notebooks or another program on it.",
      "With --execute or --html, the notebooks whose feeds have landed run without a browser; with --"
          + " COMMAND, a program of your own.",
      "Needs Python 3.10 to 3.12, and network access the first time."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class NotebookCommand implements Callable<Integer> {
  private static final int LAST_PORT = 65535;

  @Mixin private CommonOptions options = new CommonOptions();
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port of JupyterLab on 127.0.0.1; default: notebook.port.")
  private @Nullable Integer port;

  @Option(
      names = "--execute",
      description =
          "Run the notebooks, one after another, and name those that are skipped because their feed"
              + " has not landed; exit with 1 if one fails.")
  private boolean execute;

  @Option(
      names = "--html",
      paramLabel = "DIR",
      description = "Run them likewise, and save each as an HTML page in this folder.")
  private @Nullable Path html;

  @Parameters(
      paramLabel = "COMMAND",
      description =
          "After --: a program to run in the notebooks' Python environment, and its arguments.")
  private List<String> command = List.of();

  @Override
  public Integer call() throws Exception {
    boolean all = execute || html != null;
    validateOptions(all);
    Home home = Home.current();
    Settings settings = options.settings();
    JupyterLab lab = new JupyterLab(port == null ? settings.notebook().port() : port);
    if (!all && command.isEmpty()) {
      lab.requireFreePort();
    }
    Python python = new PythonSearch("notebook.python", settings.notebook().python()).find();
    Environment environment = Environment.running(settings);
    NotebookRuntime runtime = runtime(environment, python);
    if (!command.isEmpty()) {
      return ChildProcess.onTerminal(runtime.program(command)).await();
    }
    if (all) {
      return execute(runtime, environment);
    }
    return lab.run(runtime, NotebookRuntime.notebooks(home), commandLine().getOut());
  }

  private void validateOptions(boolean all) {
    if (port != null && (port < 1 || port > LAST_PORT)) {
      throw usageError(
          "Invalid value for option '--port': '"
              + port
              + "' (must be from 1 to "
              + LAST_PORT
              + ")");
    }
    if (all && !command.isEmpty()) {
      throw usageError("Invalid COMMAND " + command + " (--execute and --html take none)");
    }
  }

  /** Checks all that can fail at once, then does what may take a minute. */
  private NotebookRuntime runtime(Environment environment, Python python)
      throws IOException, InterruptedException {
    Lake lake = environment.lake();
    lake.requireTable();
    Map<String, String> variables = new LakeVariables(environment).of(lake.root());
    PythonEnvironment libraries =
        new PythonEnvironment(environment.home(), python, NotebookRuntime.LIBRARIES);
    libraries.ensure(commandLine().getErr());
    return new NotebookRuntime(environment.home(), libraries, variables);
  }

  private int execute(NotebookRuntime runtime, Environment environment)
      throws IOException, InterruptedException {
    Path folder = NotebookRuntime.notebooks(environment.home());
    Set<String> landed = environment.lake().landedFeeds();
    PrintWriter out = commandLine().getOut();
    Path pages = html == null ? Files.createTempDirectory("notebooks") : html.toAbsolutePath();
    try {
      new Notebooks(folder, landed, runtime, out, commandLine().getErr()).execute(pages);
    } finally {
      if (html == null) {
        FileTree.delete(pages);
      }
    }
    return ExitCode.OK;
  }

  private ParameterException usageError(String message) {
    return new ParameterException(commandLine(), message);
  }

  private CommandLine commandLine() {
    return Objects.requireNonNull(spec).commandLine();
  }
}
