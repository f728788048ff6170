package sparkify.cli.yarn;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.function.Function;
import sparkify.cli.environment.Environment;
import sparkify.common.OperatorError;

/**
 * Runs an application that does all there is to do and ends. If another one of its kind works on
 * the dataset, such as that of a command that was killed, this waits for it and looks again at what
 * is left to do.
 */
final class OneAtATime {
  private final Environment environment;
  private final PrintWriter out;

  OneAtATime(Environment environment, PrintWriter out) {
    this.environment = environment;
    this.out = out;
  }

  /**
   * Submits what there is to do, waits until it ends, and prints its steps and its report.
   *
   * @param application the application that does what a request says
   * @throws OperatorError when it fails, with its reason
   */
  <R extends Record> void run(Work<R> work, Function<R, SparkApplication> application)
      throws IOException, InterruptedException {
    Optional<SparkApplication> next = work.look().map(application);
    if (next.isEmpty()) {
      return; // Without asking YARN anything.
    }
    try (Applications applications = new Applications(environment.configuration())) {
      ApplicationRunner runner = new ApplicationRunner(environment, applications, out);
      while (next.isPresent() && runner.awaitOther(next.get())) {
        next = work.look().map(application);
      }
      if (next.isPresent()) {
        runner.run(next.get());
      }
    }
  }
}
