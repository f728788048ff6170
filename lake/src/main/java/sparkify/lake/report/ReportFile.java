package sparkify.lake.report;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hadoop.fs.Path;
import sparkify.lake.fs.LakeFileSystem;

/**
 * What an application reports to the command that waits for it: the steps it has begun so far and,
 * at the end, its report. Both are files in the lake.
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

  /** The steps begun so far, one line each; empty before the first. */
  public List<String> steps() throws IOException {
    try {
      return new String(lake.read(steps), StandardCharsets.UTF_8).lines().toList();
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  /** The report, which exists once the application has succeeded. */
  public String text() throws IOException {
    return new String(lake.read(report), StandardCharsets.UTF_8);
  }

  /** Writes the report. */
  public void writeText(String text) throws IOException {
    lake.writeDurably(report, text.getBytes(StandardCharsets.UTF_8));
  }

  void writeSteps(List<String> lines) throws IOException {
    lake.writeDurably(steps, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
