package sparkify.common.progress;

import java.io.PrintWriter;
import java.time.Duration;

/** Shows how far a long command has come; called by one thread, a few times a second. */
public interface Progress extends AutoCloseable {
  /**
   * A bar on a terminal, lines in a log.
   *
   * @param err where it is shown
   * @param task what is under way; only a bar shows it
   * @param what what is counted, such as "events sent"
   */
  @SuppressWarnings("SystemConsoleNull") // In Java 17, it is null without a terminal.
  static Progress on(PrintWriter err, String task, String what) {
    return System.console() == null
        ? new LineProgress(err, what)
        : new BarProgress(err, task, what);
  }

  /**
   * Shows new figures.
   *
   * @param fraction share of the work that is done, 0 to 1
   * @param detail further figures in words; empty for none
   */
  void update(long count, double fraction, Duration elapsed, String detail);

  /** Prints a line without disturbing what is shown. */
  void print(String line);

  @Override
  void close();
}
