package sparkify.lake.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import sparkify.common.TooLittleData;
import sparkify.lake.fs.EmbeddedHdfs;
import sparkify.lake.fs.LakeFileSystem;

@Timeout(60)
class ReportFileIT {
  private static final String APPLICATION = "application_1_0001";

  @RegisterExtension static final EmbeddedHdfs hdfs = new EmbeddedHdfs();

  private LakeFileSystem lake;

  @BeforeEach
  void newLake(TestInfo test) {
    lake = hdfs.lake("/" + test.getTestMethod().orElseThrow().getName());
  }

  @Test
  void hasNoStepsBeforeTheApplicationBegins() throws Exception {
    assertThat(new ReportFile(lake, APPLICATION).steps()).isEmpty();
  }

  @Test
  void returnsTheStepsBegunSoFar() throws Exception {
    ReportFile report = new ReportFile(lake, APPLICATION);
    StepLog steps = new StepLog(report);
    steps.begin("Reading the lake");
    assertThat(report.steps()).singleElement().asString().startsWith("Reading the lake (after ");
    steps.begin("Training");
    assertThat(report.steps()).hasSize(2).last().asString().matches("Training \\(after \\S+\\)");
  }

  @Test
  void returnsTheTextAsWritten() throws Exception {
    String text = "Trained on 5 users\nZoë 😀";
    new ReportFile(lake, APPLICATION).writeText(text);
    assertThat(new ReportFile(lake, APPLICATION).text()).isEqualTo(text);
  }

  @Test
  void tellsThatThereWasTooLittleData() throws Exception {
    new ReportFile(lake, APPLICATION).writeTooLittleData(new TooLittleData("Zoë is alone"));
    assertThatThrownBy(new ReportFile(lake, APPLICATION)::text)
        .isInstanceOf(TooLittleData.class)
        .hasMessage("Zoë is alone");
  }

  @Test
  void keepsApplicationsApart() throws Exception {
    ReportFile other = new ReportFile(lake, "application_1_0002");
    other.writeText("other");
    new StepLog(other).begin("Other");
    ReportFile report = new ReportFile(lake, APPLICATION);
    assertThat(report.steps()).isEmpty();
    assertThatThrownBy(report::text).isInstanceOf(FileNotFoundException.class);
  }

  @Test
  void isHiddenFromReadersOfTheLake() throws Exception {
    ReportFile report = new ReportFile(lake, APPLICATION);
    new StepLog(report).begin("Reading the lake");
    report.writeText("done");
    assertThat(lake.list(lake.at("_reports")))
        .extracting(file -> file.getPath().getName())
        .containsExactly(APPLICATION + ".steps", APPLICATION + ".txt");
    assertThat(lake.visibleFiles(lake.root())).isEmpty();
  }
}
