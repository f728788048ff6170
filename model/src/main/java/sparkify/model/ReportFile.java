package sparkify.model;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hadoop.fs.Path;
import sparkify.lake.fs.LakeFileSystem;

/**
 * What an application has to say to the person who started it, left in the lake for the command
 * that waits: the steps it has begun so far, and at the end its report.
 */
public final class ReportFile {
  private final LakeFileSystem lake;
  private final Path steps;
  private final Path report;

  /** The files of {@code application}. */
  public ReportFile(LakeFileSystem lake, String application) {
    this.lake = lake;
    this.steps = lake.at("models/churn/_reports/" + application + ".steps");
    this.report = lake.at("models/churn/_reports/" + application + ".txt");
  }

  /** The steps begun so far, one line each. */
  public List<String> steps() throws IOException {
    try {
      return new String(lake.read(steps), StandardCharsets.UTF_8).lines().toList();
    } catch (FileNotFoundException e) {
      return List.of(); // It has not begun.
    }
  }

  /** The report, which is there once the application has ended well. */
  public String text() throws IOException {
    return new String(lake.read(report), StandardCharsets.UTF_8);
  }

  void writeSteps(List<String> lines) throws IOException {
    lake.writeDurably(steps, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  void writeText(String text) throws IOException {
    lake.writeDurably(report, text.getBytes(StandardCharsets.UTF_8));
  }
}
