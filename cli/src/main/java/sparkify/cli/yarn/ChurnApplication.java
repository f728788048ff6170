package sparkify.cli.yarn;

import java.io.IOException;
import java.io.PrintWriter;
import sparkify.cli.environment.Environment;
import sparkify.model.ChurnMain;
import sparkify.model.ChurnRequest;

/** Runs the churn application of a dataset on YARN. */
public final class ChurnApplication {
  private final Environment environment;
  private final PrintWriter out;

  public ChurnApplication(Environment environment, PrintWriter out) {
    this.environment = environment;
    this.out = out;
  }

  /**
   * Submits what there is to do once no other one works on the dataset, waits until it ends, and
   * prints its steps and its report.
   *
   * @throws sparkify.common.OperatorError when it fails, with its reason
   */
  public void run(Work<ChurnRequest> work) throws IOException, InterruptedException {
    environment.settings().dataset().requireEvents("train on or score");
    new OneAtATime(environment, out).run(work, this::application);
  }

  private SparkApplication application(ChurnRequest request) {
    return new SparkApplication(
        "churn",
        environment.dataset(),
        ChurnMain.class,
        request,
        environment.settings().model().application(),
        SparkApplication.SHORT_JOBS);
  }
}
