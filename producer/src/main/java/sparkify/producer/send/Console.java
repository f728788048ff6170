package sparkify.producer.send;

import java.io.PrintWriter;
import sparkify.common.progress.Progress;

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

  Progress progress(String task) {
    return Progress.on(err, task, "events sent");
  }
}
