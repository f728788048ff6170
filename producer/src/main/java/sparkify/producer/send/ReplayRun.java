package sparkify.producer.send;

import java.io.IOException;
import java.time.Duration;
import sparkify.common.OperatorError;
import sparkify.common.config.Settings;
import sparkify.common.progress.Progress;
import sparkify.producer.route.RoutedLines;
import sparkify.producer.send.Attempt.Outcome;

/** One replay from its first line to its summary. */
public final class ReplayRun {
  // A broker that gives up transaction after transaction will not commit the next one either.
  private static final int MOST_LOST_IN_A_ROW = 5;

  private final Settings settings;
  private final Console console;
  private final ReplayPlan plan;
  private final RoutedLines.Targets targets;
  private final Tally tally = new Tally();
  private final long begun = System.nanoTime();

  public ReplayRun(
      Settings settings, Console console, ReplayPlan plan, RoutedLines.Targets targets) {
    this.settings = settings;
    this.console = console;
    this.plan = plan;
    this.targets = targets;
  }

  /** Sends the lines that the topic does not hold yet, and prints a summary. */
  public Summary run(Deliveries deliveries) throws IOException {
    Progress progress = console.progress(plan.input().name());
    SilenceWatch silence =
        new SilenceWatch(
            settings.producer().quietAfter(), settings.kafka().bootstrapServers(), progress::print);
    Outcome outcome;
    long skipped;
    try (TimeSeries series = new TimeSeries(console.series());
        Watch watch = new Watch(tally, progress, silence, series)) {
      Attempt attempt = new Attempt(settings, plan, console.stop(), targets);
      outcome = attempt.run(deliveries, tally, watch);
      if (outcome.failure() != null && !outcome.begun()) {
        throw outcome.failure();
      }
      skipped = outcome.skipped();
      int lost = 0;
      while (isWorthAnother(outcome) && lost < MOST_LOST_IN_A_ROW) {
        progress.print("Kafka gave up a transaction, sending its events again: " + outcome.why());
        long before = tally.acknowledged();
        outcome = attempt.run(deliveries, tally, watch);
        lost = tally.acknowledged() > before || outcome.isUnanswered() ? 0 : lost + 1;
      }
    }
    Summary summary = summary(outcome, skipped, silence.waited());
    console.print(summary);
    requireSuccess(summary, outcome);
    return summary;
  }

  private boolean isWorthAnother(Outcome outcome) {
    return (outcome.isLost() || outcome.isUnanswered()) && !console.stop().requested();
  }

  private Summary summary(Outcome outcome, long skipped, Duration waited) {
    return new Summary(
        plan.topic(),
        plan.keys().meaning(),
        plan.resume() == null ? "" : plan.resume().id(),
        tally.acknowledged(),
        tally.bytes(),
        skipped,
        outcome.unkeyed(),
        outcome.blank(),
        outcome.tooLarge(),
        tally.lost(),
        Duration.ofNanos(System.nanoTime() - begun),
        waited,
        tally.latencies().quantile(0.5),
        tally.latencies().quantile(0.99),
        console.stop().requested());
  }

  private String limit() {
    int maxLineBytes = settings.producer().maxLineBytes();
    return maxLineBytes < targets.maxRecordBytes()
        ? "%,d bytes (producer.max-line-bytes)".formatted(maxLineBytes)
        : "%,d bytes (max.message.bytes)".formatted(targets.maxRecordBytes());
  }

  private void requireSuccess(Summary summary, Outcome outcome) {
    if (outcome.failure() != null) {
      throw outcome.failure();
    }
    if (summary.stopped()) {
      return;
    }
    if (summary.tooLarge() > 0) {
      throw new OperatorError(
          "Cannot send %,d lines of %s to topic %s: they are larger than %s; they were written to %s, all others were sent"
              .formatted(
                  summary.tooLarge(),
                  plan.input().name(),
                  plan.topic(),
                  limit(),
                  outcome.sideFile()));
    }
    if (summary.sent() + summary.skipped() == 0) {
      throw new OperatorError(
          "Cannot replay %s: there is nothing to send (blank lines: %,d)"
              .formatted(plan.input().name(), summary.blank()));
    }
  }
}
