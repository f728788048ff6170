package sparkify.cli.yarn;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import sparkify.common.RootCause;
import sparkify.common.config.Durations;
import sparkify.streaming.Outage;

/**
 * Asks one service, which may be away. Prints one line when it stops answering, and one when it
 * answers again.
 */
public final class PatientQuestions {
  private final PrintWriter out;
  private final Duration pause;
  private Duration waited = Duration.ZERO;
  private boolean away;
  private long awaySince;

  /**
   * Prepares to ask.
   *
   * @param pause between two questions
   */
  public PatientQuestions(PrintWriter out, Duration pause) {
    this.out = out;
    this.pause = pause;
  }

  /** The answer, however long it takes. */
  public <T> T ask(Supplier<T> question) throws InterruptedException {
    Optional<T> answer = once(question);
    while (answer.isEmpty()) {
      Thread.sleep(pause.toMillis());
      waited = waited.plus(pause);
      answer = once(question);
    }
    return answer.get();
  }

  /** The answer, or empty if the service is away. */
  <T> Optional<T> once(Supplier<T> question) {
    long begin = System.nanoTime();
    try {
      T answer = question.get();
      if (away) {
        away = false;
        print("answered after " + Durations.format(since(awaySince)));
      }
      return Optional.of(answer);
    } catch (RuntimeException e) {
      if (!Outage.isOne(e)) {
        throw e;
      }
      waited = waited.plus(since(begin));
      if (!away) {
        away = true;
        awaySince = begin;
        print("waiting: " + RootCause.firstLine(String.valueOf(e.getMessage())));
      }
      return Optional.empty();
    }
  }

  /** How long the service has kept all questions waiting by being away. */
  Duration waited() {
    return waited;
  }

  private static Duration since(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private void print(String line) {
    out.println("  " + line);
    out.flush();
  }
}
