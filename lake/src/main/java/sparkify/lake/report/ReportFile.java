package sparkify.lake.report;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hadoop.fs.Path;
import sparkify.common.TooLittleData;
import sparkify.lake.fs.LakeFileSystem;

/**
 * What an application reports to the command that waits for it: the steps it has begun so far and,
 * at the end, its report. They are files in the lake.
 */
public final class ReportFile {
  private static final String FOLDER = "_reports/";

  private final LakeFileSystem lake;
  private final Path steps;
  private final Path report;
  private final Path tooLittleData;

  /** The files of {@code application}. */
  public ReportFile(LakeFileSystem lake, String application) {
    this.lake = lake;
    this.steps = lake.at(FOLDER + application + ".steps");
    this.report = lake.at(FOLDER + application + ".txt");
    this.tooLittleData = lake.at(FOLDER + application + ".too-little-data");
  }

  /** The steps begun so far, one line each; empty before the first. */
  public List<String> steps() throws IOException {
    try {
      return read(steps).lines().toList();
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  /**
   * The report, which exists once the application has succeeded.
   *
   * @throws TooLittleData when it says that there was too little data
   */
  public String text() throws IOException {
    try {
      return read(report);
    } catch (FileNotFoundException e) {
      if (lake.exists(tooLittleData)) {
        throw new TooLittleData(read(tooLittleData));
      }
      throw e;
    }
  }

  private String read(Path file) throws IOException {
    return new String(lake.read(file), StandardCharsets.UTF_8);
  }

  /** Writes the report. */
  public void writeText(String text) throws IOException {
    write(report, text);
  }

  /** Writes, instead of a report, that there is too little data for what was asked. */
  public void writeTooLittleData(TooLittleData why) throws IOException {
    write(tooLittleData, String.valueOf(why.getMessage()));
  }

  private void write(Path file, String text) throws IOException {
    lake.writeDurably(file, text.getBytes(StandardCharsets.UTF_8));
  }

  void writeSteps(List<String> lines) throws IOException {
    write(steps, String.join("\n", lines) + "\n");
  }
}
