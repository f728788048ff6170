package sparkify.producer.send;

import java.io.IOException;
import java.time.Duration;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import sparkify.common.OperatorError;
import sparkify.common.RootCause;
import sparkify.common.config.Settings;
import sparkify.producer.line.LineSource;
import sparkify.producer.pace.Pace;
import sparkify.producer.route.ReadAhead;
import sparkify.producer.route.RoutedLines;
import sparkify.producer.send.Deliveries.Beginning;

/** One attempt to bring an input to its topic, with a producer of its own. */
final class Attempt {
  private final Settings settings;
  private final ReplayPlan plan;
  private final StopSignal stop;
  private final RoutedLines.Targets targets;

  Attempt(Settings settings, ReplayPlan plan, StopSignal stop, RoutedLines.Targets targets) {
    this.settings = settings;
    this.plan = plan;
    this.stop = stop;
    this.targets = targets;
  }

  /**
   * How it ended.
   *
   * @param failure why before the last line; null if it did not, or was stopped
   * @param begun whether any line could be sent
   * @param skipped lines that the topic held before
   * @param unkeyed lines sent or skipped without a key
   * @param blank blank lines
   * @param tooLarge lines in the side file
   * @param sideFile where these are, for a message
   */
  record Outcome(
      @Nullable OperatorError failure,
      boolean begun,
      long skipped,
      long unkeyed,
      long blank,
      long tooLarge,
      String sideFile) {
    /** Whether the broker gave a transaction up. */
    boolean isLost() {
      return failure instanceof LostTransactionException;
    }

    /** Whether the broker did not answer when another attempt was to begin. */
    boolean isUnanswered() {
      return failure != null && !begun && RootCause.of(failure) instanceof TimeoutException;
    }

    /** The failure in words; empty for none. */
    String why() {
      return failure == null ? "" : String.valueOf(failure.getMessage());
    }
  }

  /** Sends what the topic does not hold. */
  Outcome run(Deliveries deliveries, Tally tally, Watch watch) throws IOException {
    stop.enter();
    try (LineSource source = plan.input().open();
        SideFile side = new SideFile(settings.producer().sideDirectory(), plan.input().name())) {
      Beginning beginning;
      try {
        beginning = deliveries.begin(tally);
      } catch (OperatorError e) {
        return new Outcome(e, false, 0, 0, 0, 0, "");
      }
      return deliver(beginning, source, side, watch);
    } finally {
      stop.exit();
    }
  }

  private Outcome deliver(Beginning beginning, LineSource source, SideFile side, Watch watch) {
    try (Delivery delivery = beginning.delivery()) {
      Pace pace = new Pace(plan.schedule().get(), System::nanoTime);
      SendingPass pass = new SendingPass(delivery, side, pace, stop, plan.input().isFollowed());
      ReadAhead ahead = new ReadAhead(new RoutedLines(source, plan.keys(), targets));
      watch.turnTo(() -> source.fraction() * ahead.share(), pace, delivery);
      OperatorError failure = pump(ahead, beginning, pass);
      stop.exit(); // What is left has its own patience.
      boolean lost = failure instanceof LostTransactionException;
      delivery.close(lost ? Duration.ZERO : settings.kafka().timeout());
      return new Outcome(
          failure,
          true,
          pass.skipped(),
          pass.unkeyed(),
          source.blankLines(),
          side.lines(),
          side.describe());
    }
  }

  /** Sends until the end, a request to stop or a failure; returns the failure. */
  private @Nullable OperatorError pump(ReadAhead lines, Beginning beginning, SendingPass pass) {
    Delivery delivery = beginning.delivery();
    OperatorError failure = null;
    try (ReadAhead ahead = lines) {
      try {
        pass.skip(ahead, beginning.from());
        pass.send(ahead);
      } catch (SendingPass.ChangedInputException e) {
        return refusal(e);
      } catch (OperatorError e) {
        failure = e; // The lines before it still have to arrive.
      }
      if (!stop.requested()) {
        delivery.commit();
      }
    } catch (OperatorError e) {
      failure = failure == null ? e : failure;
    } catch (InterruptedException e) {
      failure = stop.requested() ? failure : interrupted(e);
    }
    return failure;
  }

  private OperatorError refusal(SendingPass.ChangedInputException e) {
    return plan.resume() == null ? e : plan.resume().refusal(plan, String.valueOf(e.getMessage()));
  }

  private OperatorError interrupted(InterruptedException e) {
    return new OperatorError("Cannot replay " + plan.input().name() + ": interrupted", e);
  }
}
