package sparkify.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import sparkify.cli.yarn.Applications;
import sparkify.cli.yarn.Follower;
import sparkify.cli.yarn.Submission;
import sparkify.common.config.ModelSettings;
import sparkify.common.config.Settings;
import sparkify.common.launch.OperatorError;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.model.ReportFile;

/** Runs the churn application on YARN and prints what it found. */
public final class Analyst {
  private static final String MAIN = "sparkify.model.ChurnMain";
  private static final List<String> JARS =
      List.of("sparkify-model", "sparkify-lake", "sparkify-common");

  private final Settings settings;
  private final Services services;
  private final Configuration configuration;
  private final PrintWriter out;

  public Analyst(
      Settings settings, Services services, Configuration configuration, PrintWriter out) {
    this.settings = settings;
    this.services = services;
    this.configuration = configuration;
    this.out = out;
  }

  /** As {@link #run(List)}, on the cluster of {@code settings}, which has to take writes. */
  static void run(Settings settings, PrintWriter out, List<String> arguments)
      throws IOException, InterruptedException {
    Services services = new Services(settings, Home.current());
    Configuration configuration = services.useConfiguration();
    Services.requireWritable(configuration);
    new Analyst(settings, services, configuration, out).run(arguments);
    out.flush();
  }

  /**
   * Submits the churn application, waits for its end and prints its report.
   *
   * @param arguments what it is to do: train, score, or both
   * @throws OperatorError when it failed, with its reason
   */
  public void run(List<String> arguments) throws IOException, InterruptedException {
    try (Applications applications = new Applications(configuration)) {
      ApplicationId id =
          new Submission(settings, Home.current(), services)
              .submit(application(arguments), configuration, applications)
              .getApplicationId();
      out.println("  " + id + " accepted: " + applications.report(id).getTrackingUrl());
      out.flush();
      Follower follower = new Follower(applications, out);
      follower.awaitReady(
          id,
          () -> applications.hasContainer(applications.report(id)),
          settings.yarn().startTimeout());
      LakeFileSystem lake = LakeFileSystem.open(settings.dataset().lake(), configuration);
      ReportFile report = new ReportFile(lake, id.toString());
      int[] told = {0};
      follower.awaitSuccess(id, () -> tellSteps(report, told));
      tellSteps(report, told);
      out.println(report.text());
    }
  }

  private void tellSteps(ReportFile report, int[] told) {
    try {
      List<String> steps = report.steps();
      for (String step : steps.subList(Math.min(told[0], steps.size()), steps.size())) {
        out.println("  " + step);
      }
      out.flush();
      told[0] = Math.max(told[0], steps.size());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the steps of the application", e);
    }
  }

  private Submission.Application application(List<String> arguments) {
    ModelSettings model = settings.model();
    Map<String, String> conf = new LinkedHashMap<>();
    conf.put("spark.executor.instances", "" + model.executors());
    conf.put("spark.executor.cores", "" + model.executorCores());
    conf.put("spark.yarn.maxAppAttempts", "1");
    return new Submission.Application(
        "sparkify churn " + settings.dataset().name(),
        MAIN,
        JARS,
        "sparkify-churn-" + settings.dataset().name(),
        model.driver(),
        model.executor(),
        conf,
        arguments);
  }
}
