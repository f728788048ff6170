package sparkify.cli.yarn;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import sparkify.common.OperatorError;
import sparkify.common.config.Durations;

/** Watches an application, and says what it waits for when it takes long. */
public final class Follower {
  private static final long LOOK_MS = 250;
  private static final int LONGEST = 500;
  private static final Duration SILENCE = Duration.ofSeconds(6);

  private final Applications applications;
  private final PrintWriter out;

  public Follower(Applications applications, PrintWriter out) {
    this.applications = applications;
    this.out = out;
  }

  /**
   * Waits until {@code ready}.
   *
   * @throws OperatorError when the application ends before, or gets no container within {@code
   *     timeout}; it is left as it is
   */
  public void awaitReady(ApplicationId id, BooleanSupplier ready, Duration timeout)
      throws InterruptedException {
    long start = System.nanoTime();
    boolean told = false;
    while (!ready.getAsBoolean()) {
      ApplicationReport report = applications.report(id);
      if (!Applications.isAlive(report)) {
        requireSuccess(report);
        return;
      }
      Duration waited = Duration.ofNanos(System.nanoTime() - start);
      boolean queued =
          report.getYarnApplicationState() != YarnApplicationState.RUNNING
              && !applications.hasContainer(report);
      if (queued && waited.compareTo(timeout) > 0) {
        throw new OperatorError(
            "Cannot wait longer for "
                + id
                + ": no container for "
                + Durations.format(waited)
                + " (yarn.start-timeout); it stays in the queue; "
                + wants(report));
      }
      if (queued && !told && waited.compareTo(SILENCE) > 0) {
        out.println("  waiting for YARN to give " + id + " a container: " + wants(report));
        told = true;
      }
      Thread.sleep(LOOK_MS);
    }
  }

  /** Waits until an application ends well, telling {@code progress} now and then. */
  public void awaitSuccess(ApplicationId id, Runnable progress) throws InterruptedException {
    ApplicationReport report = applications.report(id);
    while (Applications.isAlive(report)) {
      progress.run();
      Thread.sleep(LOOK_MS);
      report = applications.report(id);
    }
    requireSuccess(report);
  }

  private String wants(ApplicationReport report) {
    return "queue %s, %d MiB free on all nodes; YARN says: %s"
        .formatted(report.getQueue(), applications.freeMemoryMib(), oneLine(report));
  }

  private static void requireSuccess(ApplicationReport report) {
    if (report.getFinalApplicationStatus() != FinalApplicationStatus.SUCCEEDED) {
      throw new OperatorError(
          "%s ended %s: %s (./deploy.sh logs %s)"
              .formatted(
                  report.getApplicationId(),
                  report.getFinalApplicationStatus(),
                  oneLine(report),
                  report.getApplicationId()));
    }
  }

  /** The reason in YARN's words, without the stack trace that follows it. */
  private static String oneLine(ApplicationReport report) {
    String diagnostics = report.getDiagnostics() == null ? "" : report.getDiagnostics().strip();
    String words =
        diagnostics
            .replaceAll("(?m)^\\s+at .*$|^\\s*\\.\\.\\. \\d+ more$", "")
            .replaceFirst("(?s).*?User class threw exception: ([\\w.$]+: )?", "")
            .replaceAll("\\s+", " ")
            .strip();
    return words.isEmpty() ? "nothing" : words.substring(0, Math.min(LONGEST, words.length()));
  }
}
