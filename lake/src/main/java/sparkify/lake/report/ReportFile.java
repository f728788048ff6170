package sparkify.lake.report;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hadoop.fs.Path;
import sparkify.lake.fs.LakeFileSystem;

/**
 * What an application tells the person who started it, left in the lake for the command that waits:
 * the steps it has begun so far, and at the end its report.
 */
public final class ReportFile {
  private static final String FOLDER = "_reports/";

  private final LakeFileSystem lake;
  private final Path steps;
  private final Path report;

  /** The files of {@code application}. */
  public ReportFile(LakeFileSystem lake, String application) {
    this.lake = lake;
    this.steps = lake.at(FOLDER + application + ".steps");
    this.report = lake.at(FOLDER + application + ".txt");
  }

  /** The steps begun so far, one line each; none before the application has begun. */
  public List<String> steps() throws IOException {
    try {
      return new String(lake.read(steps), StandardCharsets.UTF_8).lines().toList();
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  /** The report, which is there once the application has succeeded. */
  public String text() throws IOException {
    return new String(lake.read(report), StandardCharsets.UTF_8);
  }

  /** Leaves the report. */
  public void writeText(String text) throws IOException {
    lake.writeDurably(report, text.getBytes(StandardCharsets.UTF_8));
  }

  void writeSteps(List<String> lines) throws IOException {
    lake.writeDurably(steps, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
