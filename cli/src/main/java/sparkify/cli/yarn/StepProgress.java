package sparkify.cli.yarn;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** Prints the steps of an application as it begins them, and its report at the end. */
final class StepProgress implements Progress {
  private final Source<List<String>> steps;
  private final Source<String> report;
  private final PrintWriter out;
  private int printed;

  /** Something that the application keeps in a file. */
  @FunctionalInterface
  interface Source<T> {
    T read() throws IOException;
  }

  /**
   * @param steps begun so far
   * @param report read once the application has succeeded
   */
  StepProgress(Source<List<String>> steps, Source<String> report, PrintWriter out) {
    this.steps = steps;
    this.report = report;
    this.out = out;
  }

  @Override
  public void look() {
    List<String> begun = read(steps, "steps");
    begun.stream().skip(printed).forEach(step -> out.println("  " + step));
    printed = Math.max(printed, begun.size());
    out.flush();
  }

  @Override
  public void finish() {
    look();
    out.println(read(report, "report"));
    out.flush();
  }

  private static <T> T read(Source<T> source, String name) {
    try {
      return source.read();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the " + name + " of the application", e);
    }
  }
}
