package sparkify.cli.yarn;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import sparkify.cli.environment.Environment;
import sparkify.common.OperatorError;
import sparkify.common.config.Durations;
import sparkify.lake.report.ReportFile;

/**
 * Submits applications to YARN and waits for them, printing why a wait takes long. Once YARN has
 * accepted one, a ResourceManager or NameNode that is away is waited for.
 */
final class ApplicationRunner {
  private static final long POLL_MS = 250;
  private static final Duration SILENCE = Duration.ofSeconds(6);

  private final Environment environment;
  private final Applications applications;
  private final PrintWriter out;
  private final PatientQuestions questions;

  /** About progress, which is in HDFS: skipped while it is away, so that YARN is still asked. */
  private final PatientQuestions asides;

  ApplicationRunner(Environment environment, Applications applications, PrintWriter out) {
    this.environment = environment;
    this.applications = applications;
    this.out = out;
    this.questions = new PatientQuestions(out, Duration.ofMillis(POLL_MS));
    this.asides = new PatientQuestions(out, Duration.ofMillis(POLL_MS));
  }

  /**
   * Runs an application that ends by itself, and prints its steps and its report.
   *
   * @throws OperatorError when it fails, with its reason
   */
  void run(SparkApplication application) throws IOException, InterruptedException {
    ApplicationId id = submit(application);
    awaitReady(id, () -> applications.hasContainer(applications.report(id)));
    ReportFile report = new ReportFile(environment.lake().files(), id.toString());
    awaitSuccess(id, new StepProgress(report::steps, out));
    out.println(report.text());
    out.flush();
  }

  /**
   * Waits until no other application of this kind works on the dataset.
   *
   * @return whether there was one to wait for
   */
  boolean awaitOther(SparkApplication application) throws InterruptedException {
    Optional<ApplicationId> other = questions.ask(() -> applications.alive(application.tag()));
    if (other.isEmpty()) {
      return false;
    }
    ApplicationId id = other.get();
    out.println(
        "%s is doing that already (%s): waiting until it has ended"
            .formatted(id, application.name()));
    out.flush();
    while (questions.ask(() -> applications.find(id).filter(Applications::isAlive).isPresent())) {
      Thread.sleep(POLL_MS);
    }
    return true;
  }

  /** Submits an application, and returns as soon as YARN has accepted it. */
  ApplicationId submit(SparkApplication application) throws IOException, InterruptedException {
    ApplicationReport report = new Submission(environment, out).submit(application, applications);
    out.println("  " + report.getApplicationId() + " accepted: " + report.getTrackingUrl());
    out.flush();
    return report.getApplicationId();
  }

  /**
   * Waits until {@code ready}, or until the application has succeeded.
   *
   * @throws OperatorError when the application fails, or gets no container within
   *     yarn.start-timeout, not counting outages; it then stays in the queue
   */
  void awaitReady(ApplicationId id, BooleanSupplier ready) throws InterruptedException {
    Duration before = outages();
    long start = System.nanoTime();
    boolean printed = false;
    while (!asides.once(ready::getAsBoolean).orElse(false)) {
      ApplicationReport report = report(id);
      if (!Applications.isAlive(report)) {
        requireSuccess(report);
        return;
      }
      if (questions.ask(() -> isQueued(report))) {
        Duration waited =
            Duration.ofNanos(System.nanoTime() - start).minus(outages().minus(before));
        requireInTime(report, waited);
        if (!printed && waited.compareTo(SILENCE) > 0) {
          String why = questions.ask(() -> describe(report));
          out.println("  waiting for YARN to give " + id + " a container: " + why);
          out.flush();
          printed = true;
        }
      }
      Thread.sleep(POLL_MS);
    }
  }

  /**
   * Waits until an application has succeeded.
   *
   * @throws OperatorError when it fails, with its reason
   */
  void awaitSuccess(ApplicationId id, Progress progress) throws InterruptedException {
    ApplicationReport report = report(id);
    while (Applications.isAlive(report)) {
      boolean unused = asides.once(answering(progress::update)).isPresent();
      Thread.sleep(POLL_MS);
      report = report(id);
    }
    try {
      if (hasSucceeded(report)) {
        boolean unused = asides.ask(answering(progress::finish));
      } else {
        progress.finish();
      }
    } catch (RuntimeException e) {
      requireSuccess(report); // Why the application failed matters more than its last steps.
      throw e;
    }
    requireSuccess(report);
  }

  private static Supplier<Boolean> answering(Runnable question) {
    return () -> {
      question.run();
      return true;
    };
  }

  private Duration outages() {
    return questions.waited().plus(asides.waited());
  }

  private ApplicationReport report(ApplicationId id) throws InterruptedException {
    return questions.ask(() -> applications.report(id));
  }

  private boolean isQueued(ApplicationReport report) {
    return report.getYarnApplicationState() != YarnApplicationState.RUNNING
        && !applications.hasContainer(report);
  }

  private void requireInTime(ApplicationReport report, Duration waited) {
    if (waited.compareTo(environment.settings().yarn().startTimeout()) > 0) {
      throw new OperatorError(
          "Cannot run %s yet: no container within %s (yarn.start-timeout); it stays in the queue; %s"
              .formatted(report.getApplicationId(), Durations.format(waited), describe(report)));
    }
  }

  private String describe(ApplicationReport report) {
    return "queue %s, %d MiB free on all nodes; YARN reports: %s"
        .formatted(
            report.getQueue(),
            applications.freeMemoryMib(),
            Diagnostics.oneLine(report.getDiagnostics()));
  }

  private static boolean hasSucceeded(ApplicationReport report) {
    return report.getFinalApplicationStatus() == FinalApplicationStatus.SUCCEEDED;
  }

  private static void requireSuccess(ApplicationReport report) {
    if (!hasSucceeded(report)) {
      throw new OperatorError(
          "%s ended with status %s: %s; see ./deploy.sh logs %s"
              .formatted(
                  report.getApplicationId(),
                  report.getFinalApplicationStatus(),
                  Diagnostics.oneLine(report.getDiagnostics()),
                  report.getApplicationId()));
    }
  }
}
