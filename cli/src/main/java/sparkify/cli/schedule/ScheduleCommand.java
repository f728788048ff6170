package sparkify.cli.schedule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import sparkify.cli.environment.Services;
import sparkify.cli.python.ChildProcess;
import sparkify.cli.python.Python;
import sparkify.cli.python.PythonEnvironment;
import sparkify.cli.python.PythonEnvironment.Libraries;
import sparkify.cli.python.PythonSearch;
import sparkify.cluster.LocalCluster;
import sparkify.common.config.ScheduleSettings;
import sparkify.common.launch.CommonOptions;
import sparkify.common.launch.DayConverter;
import sparkify.common.launch.ExitCode;
import sparkify.common.launch.Home;
import sparkify.common.launch.Version;

/** Schedules the dataset's work in an Airflow on this machine, or has that run one DAG. */
@Command(
    name = "schedule",
    description = {
      "Open Airflow, which does the dataset's work every hour, day and week: tables, compaction, scores, training.",
      "Its DAGs are paused until you start them in Airflow. With --run, one runs for a date, and this command"
          + " exits with the result.",
      "Needs Python 3.10 to 3.12, and network access the first time."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class ScheduleCommand implements Callable<Integer> {
  private static final Libraries LIBRARIES =
      new Libraries("schedule", "schedule/requirements.txt", "300 MB", Map.of());

  @Mixin private CommonOptions options = new CommonOptions();
  @Spec private @Nullable CommandSpec spec;
  @ArgGroup private Action action = new Action();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port of Airflow on 127.0.0.1; default: schedule.port.")
  private @Nullable Integer port;

  /** What to do instead of opening Airflow. */
  static final class Action {
    @ArgGroup(exclusive = false)
    private @Nullable Run run;

    @Option(names = "--stop", description = "End Airflow, with the tasks that it runs.")
    private boolean stop;

    @Option(
        names = "--print",
        description = "Only print what is scheduled, as JSON, for an Airflow of your own.")
    private boolean print;
  }

  /** A DAG and its dates. */
  static final class Run {
    @Option(
        names = "--run",
        required = true,
        paramLabel = "DAG",
        description =
            "Have Airflow's scheduler run this DAG (hourly, daily or weekly), and wait; Airflow need not be open.")
    private String dag = "";

    @Option(
        names = "--date",
        required = true,
        paramLabel = "DATE",
        converter = DayConverter.class,
        description = "The day of the run, such as 2018-11-30; for weekly, any day of the week.")
    private LocalDate date = LocalDate.EPOCH;

    @Option(
        names = "--to",
        paramLabel = "DATE",
        converter = DayConverter.class,
        description = "Likewise for each day or week up to this date, one after another.")
    private @Nullable LocalDate to;
  }

  @Override
  public Integer call() throws Exception {
    if (port != null) {
      options.override("schedule.port", String.valueOf(port));
    }
    ScheduleSettings settings = options.settings().schedule();
    if (action.print) {
      spec().commandLine().getOut().print(plan(settings).json());
      spec().commandLine().getOut().flush();
      return ExitCode.OK;
    }
    List<String> arguments = arguments(settings);
    Path folder = folder();
    if (action.stop && !Files.exists(folder)) {
      spec().commandLine().getOut().println("Airflow is not running");
      return ExitCode.OK;
    }
    PythonEnvironment environment = environment(settings);
    if (!action.stop) {
      plan(settings).write(folder.resolve("plans"));
    }
    return operate(environment, folder, settings.port(), arguments);
  }

  /** What operate.py is asked to do. */
  private List<String> arguments(ScheduleSettings settings) {
    Run run = action.run;
    if (run == null) {
      return List.of(action.stop ? "stop" : "start");
    }
    LocalDate to = run.to == null ? run.date : run.to;
    if (!settings.when().containsKey(run.dag)) {
      throw usageError("--run", run.dag, "must be one of " + settings.when().keySet());
    }
    if (to.isBefore(run.date)) {
      throw usageError("--to", to, "must not be before " + run.date);
    }
    String dataset = options.settings().dataset().name();
    return List.of("run", dataset, run.dag, run.date.toString(), to.toString());
  }

  private Plan plan(ScheduleSettings settings) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    if (!Services.areLocal()) { // Otherwise each command starts the local cluster if it has to.
      environment.put(
          "HADOOP_CONF_DIR", Path.of(System.getenv("HADOOP_CONF_DIR")).toAbsolutePath().toString());
    }
    return Plan.of(
        options.settings().dataset().name(),
        Home.current().root(),
        options.arguments(),
        environment,
        settings);
  }

  private PythonEnvironment environment(ScheduleSettings settings)
      throws IOException, InterruptedException {
    Python python = new PythonSearch("schedule.python", settings.python()).find();
    PythonEnvironment environment = new PythonEnvironment(Home.current(), python, LIBRARIES);
    environment.ensure(spec().commandLine().getErr());
    return environment;
  }

  private Path folder() {
    return LocalCluster.of(options.settings(), Home.current().root())
        .directory()
        .resolve("schedule");
  }

  private static int operate(
      PythonEnvironment environment, Path folder, int port, List<String> arguments)
      throws InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(environment.programs().resolve("python").toString());
    command.add(Home.current().root().resolve("schedule/operate.py").toString());
    command.addAll(List.of(folder.toString(), String.valueOf(port)));
    command.addAll(arguments);
    ProcessBuilder program = new ProcessBuilder(command);
    List.of("PYTHONHOME", "PYTHONPATH").forEach(program.environment()::remove);
    program.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    return ChildProcess.onTerminal(program).await();
  }

  private ParameterException usageError(String option, Object value, String rule) {
    return new ParameterException(
        spec().commandLine(),
        "Invalid value for option '%s': '%s' (%s)".formatted(option, value, rule));
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec);
  }
}
