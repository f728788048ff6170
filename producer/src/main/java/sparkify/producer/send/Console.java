package sparkify.producer.send;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import sparkify.common.progress.Progress;

/**
 * Where a replay prints, and the signal that stops it.
 *
 * @param out for the summary
 * @param err for progress and warnings
 * @param json whether the summary is for machines
 * @param series the file of the time series; null for none
 */
public record Console(
    PrintWriter out, PrintWriter err, StopSignal stop, boolean json, @Nullable Path series) {

  /** A console for people. */
  public Console(PrintWriter out, PrintWriter err, StopSignal stop) {
    this(out, err, stop, false, null);
  }

  void print(Summary summary) {
    out.println(json ? SummaryJson.of(summary) : summary.text());
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
