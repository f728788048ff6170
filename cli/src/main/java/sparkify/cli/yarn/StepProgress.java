package sparkify.cli.yarn;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** Prints the steps of an application as it begins them. */
final class StepProgress implements Progress {
  private final Steps steps;
  private final PrintWriter out;
  private int printed;

  /** The steps that an application has begun so far. */
  @FunctionalInterface
  interface Steps {
    List<String> read() throws IOException;
  }

  StepProgress(Steps steps, PrintWriter out) {
    this.steps = steps;
    this.out = out;
  }

  @Override
  public void update() {
    try {
      List<String> begun = steps.read();
      begun.stream().skip(printed).forEach(step -> out.println("  " + step));
      printed = Math.max(printed, begun.size());
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the steps of the application", e);
    }
  }
}
