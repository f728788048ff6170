package sparkify.producer.send;

import java.io.PrintWriter;

/**
 * Where a replay prints, and the signal that stops it.
 *
 * @param out for the summary
 * @param err for progress and warnings
 */
public record Console(PrintWriter out, PrintWriter err, StopSignal stop) {
  void print(String text) {
    out.println(text);
    out.flush();
  }

  /** Prints a warning. */
  public void warn(String line) {
    err.println(line);
    err.flush();
  }

  /** A bar on a terminal, lines in a log. */
  @SuppressWarnings("SystemConsoleNull") // In Java 17, it is null without a terminal.
  Progress progress(String task) {
    return System.console() == null ? new LineProgress(err) : new BarProgress(err, task);
  }
}
