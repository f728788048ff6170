package sparkify.cli.yarn;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.Supplier;
import sparkify.common.config.Durations;
import sparkify.streaming.Outage;

/**
 * Asks services until they answer: one that is away is waited for. Prints one line when a wait
 * begins, and one when it is over.
 */
final class PatientQuestions {
  private final PrintWriter out;
  private final Duration pause;

  /**
   * Prepares to ask.
   *
   * @param pause between two questions
   */
  PatientQuestions(PrintWriter out, Duration pause) {
    this.out = out;
    this.pause = pause;
  }

  /** Asks without an answer, such as for progress that is printed. */
  void ask(Runnable question) throws InterruptedException {
    boolean unused =
        ask(
            () -> {
              question.run();
              return true;
            });
  }

  /** The answer, however long it takes. */
  <T> T ask(Supplier<T> question) throws InterruptedException {
    long begin = System.nanoTime();
    boolean waiting = false;
    while (true) {
      try {
        T answer = question.get();
        if (waiting) {
          print("answered after " + Durations.format(Duration.ofNanos(System.nanoTime() - begin)));
        }
        return answer;
      } catch (RuntimeException e) {
        if (!Outage.isOne(e)) {
          throw e;
        }
        if (!waiting) {
          waiting = true;
          print("waiting: " + e.getMessage());
        }
        Thread.sleep(pause.toMillis());
      }
    }
  }

  private void print(String line) {
    out.println("  " + line);
    out.flush();
  }
}
