package sparkify.cli.status;

import java.time.Instant;
import java.util.Optional;
import org.apache.hadoop.yarn.api.records.ApplicationAttemptId;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.jspecify.annotations.Nullable;
import sparkify.cli.yarn.Applications;

/**
 * What YARN says.
 *
 * @param landing the dataset's landing application that has not ended, or null
 * @param holder the application that has the table open, or null if YARN does not know it
 */
record YarnLook(@Nullable Application landing, @Nullable Application holder) {

  /**
   * An application.
   *
   * @param attempt its newest attempt, from 1; 0 before the first
   * @param state in YARN's words, such as RUNNING
   * @param since when it was submitted
   * @param url of its pages, through YARN's proxy
   */
  record Application(
      String id, int attempt, String state, boolean running, Instant since, String url) {
    private static Application of(ApplicationReport report) {
      ApplicationAttemptId attempt = report.getCurrentApplicationAttemptId();
      return new Application(
          report.getApplicationId().toString(),
          attempt == null ? 0 : attempt.getAttemptId(),
          report.getYarnApplicationState().toString(),
          Applications.isAlive(report),
          Instant.ofEpochMilli(report.getStartTime()),
          report.getTrackingUrl() == null ? "" : report.getTrackingUrl());
    }
  }

  /**
   * Asks YARN.
   *
   * @param holder the id of the application that opened the table last, or null
   */
  static YarnLook at(Applications applications, String dataset, @Nullable String holder) {
    return new YarnLook(
        applications.landing(dataset).map(Application::of).orElse(null),
        id(holder).flatMap(applications::find).map(Application::of).orElse(null));
  }

  /** Whether a landing application has got its room, and not merely been accepted. */
  boolean isLanding() {
    return landing != null && landing.state().equals(YarnApplicationState.RUNNING.toString());
  }

  /** Empty for a driver that ran outside YARN. */
  private static Optional<ApplicationId> id(@Nullable String holder) {
    return holder == null || !holder.startsWith("application_")
        ? Optional.empty()
        : Optional.of(ApplicationId.fromString(holder));
  }
}
