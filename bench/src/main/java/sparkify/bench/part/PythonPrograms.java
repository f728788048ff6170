package sparkify.bench.part;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import sparkify.bench.process.Ended;
import sparkify.bench.run.Skipped;
import sparkify.cli.python.PythonEnvironment;
import sparkify.cli.python.PythonEnvironment.Libraries;
import sparkify.cli.python.PythonSearch;
import sparkify.common.OperatorError;

/** The programs in bench/python, in an environment of their own. */
final class PythonPrograms {
  private static final Libraries LIBRARIES =
      new Libraries("bench", "bench/python/requirements.txt", "400 MB", Map.of());

  private final Bench bench;
  private final PythonEnvironment environment;

  private PythonPrograms(Bench bench, PythonEnvironment environment) {
    this.bench = bench;
    this.environment = environment;
  }

  /**
   * Prepares the environment.
   *
   * @throws Skipped when there is no Python, or its libraries cannot be had
   */
  static PythonPrograms prepare(Bench bench) throws IOException, InterruptedException {
    try {
      PythonEnvironment environment =
          new PythonEnvironment(
              bench.home(), new PythonSearch("the search path", "").find(), LIBRARIES);
      environment.ensure(bench.progress());
      return new PythonPrograms(bench, environment);
    } catch (OperatorError e) {
      throw new Skipped(String.valueOf(e.getMessage()), e);
    }
  }

  /** Runs a program of the folder. */
  Ended run(String label, String program, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(environment.programs().resolve("python").toString());
    command.add(bench.home().root().resolve("bench/python").resolve(program).toString());
    command.addAll(arguments);
    return bench.programs().run(label, command);
  }
}
