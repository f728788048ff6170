package sparkify.producer.send;

import java.io.PrintWriter;

/**
 * Who is told what a replay does, and may stop it.
 *
 * @param out for the summary
 * @param err for progress and warnings
 */
public record Console(PrintWriter out, PrintWriter err, StopSignal stop) {
  void print(String text) {
    out.println(text);
    out.flush();
  }

  public void warn(String line) {
    err.println(line);
    err.flush();
  }

  /** A bar for a person at a terminal, lines for a log. */
  @SuppressWarnings("SystemConsoleNull") // Null without a terminal in Java 17, the one we run on.
  Progress progress(String task) {
    return System.console() == null ? new LineProgress(err) : new BarProgress(err, task);
  }
}
