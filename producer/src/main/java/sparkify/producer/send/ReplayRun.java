package sparkify.producer.send;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import sparkify.common.OperatorError;
import sparkify.common.config.Settings;
import sparkify.common.kafka.TopicState;
import sparkify.common.progress.Progress;
import sparkify.producer.line.LineSource;
import sparkify.producer.route.ReadAhead;
import sparkify.producer.route.RoutedLines;

/** One replay from its first line to its summary. */
public final class ReplayRun {
  private final Settings settings;
  private final Console console;
  private final ReplayPlan plan;
  private final TopicState topic;
  private final int maxRecordBytes;
  private final long begun = System.nanoTime();

  public ReplayRun(
      Settings settings, Console console, ReplayPlan plan, TopicState topic, int maxRecordBytes) {
    this.settings = settings;
    this.console = console;
    this.plan = plan;
    this.topic = topic;
    this.maxRecordBytes = maxRecordBytes;
  }

  /**
   * Sends the missing lines and prints a summary.
   *
   * @param held the number of records of this input that each partition holds already
   */
  public Summary run(long[] held) throws IOException {
    Progress progress = console.progress(plan.input().name());
    SilenceWatch silence =
        new SilenceWatch(
            settings.producer().quietAfter(), settings.kafka().bootstrapServers(), progress::print);
    try (LineSource source = plan.input().open();
        SideFile side = new SideFile(settings.producer().sideDirectory(), plan.input().name());
        RecordSender sender = new RecordSender(settings, topic.name(), maxRecordBytes)) {
      Pace pace = new Pace(plan.interval(), System::nanoTime, TimeUnit.NANOSECONDS::sleep);
      SendingPass pass = new SendingPass(sender, side, pace, console.stop(), held);
      OperatorError failure;
      try (Watch watch = new Watch(sender, source, plan.limit(), progress, silence)) {
        failure = pump(source, sender, pass);
        sender.close(settings.kafka().timeout());
      }
      Summary summary = summary(source, side, sender, pass, silence.waited());
      console.print(summary.text());
      requireSuccess(summary, side, failure);
      return summary;
    }
  }

  /** Sends until the end, a request to stop or a failure; returns the failure. */
  private @Nullable OperatorError pump(LineSource source, RecordSender sender, SendingPass pass)
      throws IOException {
    RoutedLines lines =
        new RoutedLines(source, plan.keys(), plan.limit(), topic.partitions(), maxRecordBytes);
    OperatorError failure = null;
    console.stop().enter();
    try (ReadAhead ahead = new ReadAhead(lines)) {
      try {
        pass.run(ahead);
      } catch (OperatorError e) {
        failure = e; // The lines before it still have to arrive.
      }
      if (!console.stop().requested()) {
        sender.flush();
      }
    } catch (OperatorError e) {
      failure = failure == null ? e : failure;
    } catch (InterruptedException e) {
      failure = console.stop().requested() ? failure : interrupted(e);
    } finally {
      console.stop().exit();
    }
    return failure;
  }

  private OperatorError interrupted(InterruptedException e) {
    return new OperatorError("Cannot replay " + plan.input().name() + ": interrupted", e);
  }

  private Summary summary(
      LineSource source, SideFile side, RecordSender sender, SendingPass pass, Duration waited) {
    return new Summary(
        topic.name(),
        plan.keys().meaning(),
        sender.acknowledged(),
        sender.bytes(),
        pass.skipped(),
        pass.unkeyed(),
        source.blankLines(),
        side.lines(),
        sender.sent() - sender.acknowledged(),
        Duration.ofNanos(System.nanoTime() - begun),
        waited,
        sender.latencies().quantile(0.5),
        sender.latencies().quantile(0.99),
        console.stop().requested());
  }

  private String limit() {
    int maxLineBytes = settings.producer().maxLineBytes();
    return maxLineBytes < maxRecordBytes
        ? "%,d bytes (producer.max-line-bytes)".formatted(maxLineBytes)
        : "%,d bytes (max.message.bytes)".formatted(maxRecordBytes);
  }

  private void requireSuccess(Summary summary, SideFile side, @Nullable OperatorError failure) {
    if (failure != null) {
      throw failure;
    }
    if (summary.stopped()) {
      return;
    }
    if (summary.tooLarge() > 0) {
      throw new OperatorError(
          "Cannot send %,d lines of %s to topic %s: they are larger than %s; they were written to %s, all others were sent"
              .formatted(
                  summary.tooLarge(), plan.input().name(), topic.name(), limit(), side.describe()));
    }
    if (summary.sent() + summary.skipped() == 0) {
      throw new OperatorError(
          "Cannot replay %s: there is nothing to send (blank lines: %,d)"
              .formatted(plan.input().name(), summary.blank()));
    }
  }
}
