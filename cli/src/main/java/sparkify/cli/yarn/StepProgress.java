package sparkify.cli.yarn;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import sparkify.lake.report.ReportFile;

/** Prints the steps of an application as it begins them, and its report at the end. */
final class StepProgress implements ApplicationRunner.Progress {
  private final ReportFile file;
  private final PrintWriter out;
  private int printed;

  StepProgress(ReportFile file, PrintWriter out) {
    this.file = file;
    this.out = out;
  }

  @Override
  public void look() {
    try {
      List<String> steps = file.steps();
      steps.stream().skip(printed).forEach(step -> out.println("  " + step));
      printed = Math.max(printed, steps.size());
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the steps of the application", e);
    }
  }

  @Override
  public void finish() {
    look();
    try {
      out.println(file.text());
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the report of the application", e);
    }
  }
}
