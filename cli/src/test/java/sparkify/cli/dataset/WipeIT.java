package sparkify.cli.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.util.Records;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import sparkify.common.OperatorError;
import sparkify.common.config.Settings;
import sparkify.common.config.SettingsLoader;
import sparkify.common.kafka.EmbeddedKafka;
import sparkify.common.kafka.TopicState;
import sparkify.common.kafka.Topics;
import sparkify.lake.fs.EmbeddedHdfs;
import sparkify.lake.fs.LakeFileSystem;

@Timeout(120)
class WipeIT {
  private static final String SIGN = "_reports/application_1_0001.steps";

  @RegisterExtension static final EmbeddedHdfs hdfs = new EmbeddedHdfs();
  @RegisterExtension static final EmbeddedKafka kafka = new EmbeddedKafka();

  private static Topics topics;

  private final List<ApplicationReport> running = new ArrayList<>();

  @BeforeAll
  static void connect() {
    topics = Topics.connect(settings("any").kafka());
  }

  @AfterAll
  static void close() {
    topics.close();
  }

  @Test
  void anApplicationThatStartsAfterTheLastLookStopsTheRemoval() throws Exception {
    LakeFileSystem files = lake("late");
    Wipe wipe = wipe("late");
    Contents contents = wipe.contents();
    wipe.requireUnchanged(contents);
    running.add(application());
    assertThatThrownBy(() -> wipe.delete(contents, LakeFolder::delete))
        .isInstanceOf(OperatorError.class)
        .hasMessageContaining("has not ended");
    assertThat(files.exists(files.root())).isTrue();
  }

  @Test
  void aTopicThatAppearsAfterTheQuestionIsAChange() throws Exception {
    lake("changing");
    Wipe wipe = wipe("changing");
    Contents contents = wipe.contents();
    topics.ensure("changing.events", 1, (short) 1);
    assertThatThrownBy(() -> wipe.requireUnchanged(contents))
        .isInstanceOf(OperatorError.class)
        .hasMessageContaining("it has changed since the question");
  }

  @Test
  void aTopicThatTheLakeDoesNotNameStays() throws Exception {
    LakeFileSystem files = lake("other");
    topics.ensure("other.events", 1, (short) 1);
    Wipe wipe = wipe("other");
    Contents contents = wipe.contents();
    assertThat(contents.text()).doesNotContain("other.events");
    assertThat(contents.strangers()).hasSize(1);
    wipe.delete(contents, LakeFolder::delete);
    assertThat(files.exists(files.root())).isFalse();
    assertThat(topics.find("other.events")).isPresent();
    wipe.delete(wipe.contents(), LakeFolder::delete); // Without a lake, the name is all there is.
    assertThat(topics.names()).doesNotContain("other.events");
  }

  @Test
  void aTopicThatCannotBeDeletedAfterTheLakeIsReported() throws Exception {
    lake("half");
    TopicState landing = new TopicState("half.events", "id", 1, Map.of(), Map.of(), Map.of());
    Contents.Lake lake = wipe("half").contents().lake().orElseThrow();
    Contents.Lake landed =
        new Contents.Lake(lake.root(), OptionalLong.of(1), Set.of("id"), 0, 1, 1);
    Contents contents = new Contents(Optional.of(landed), List.of(landing));
    try (Topics away = Topics.connect(settings("half", "127.0.0.1:1").kafka())) {
      assertThatThrownBy(() -> wipe("half", away).delete(contents, LakeFolder::delete))
          .isInstanceOf(OperatorError.class)
          .hasMessageContaining("the lake is already deleted, but the topic is not")
          .hasMessageContaining("run this again")
          .message()
          .hasLineCount(1);
    }
  }

  @Test
  void recordsWithoutALakeNeedAnAnswer() throws Exception {
    Map<Integer, Long> none = Map.of(0, 0L);
    Map<Integer, Long> ten = Map.of(0, 10L);
    Wipe wipe = wipe("records");
    wipe.requireLakeOrNoRecords(topicOnly(none, none));
    assertThatThrownBy(() -> wipe.requireLakeOrNoRecords(topicOnly(ten, ten)))
        .isInstanceOf(OperatorError.class)
        .hasMessageContaining("10 records")
        .hasMessageContaining("without --yes");
    assertThatThrownBy(() -> wipe.requireLakeOrNoRecords(topicOnly(none, ten)))
        .isInstanceOf(OperatorError.class);
  }

  private static Contents topicOnly(Map<Integer, Long> end, Map<Integer, Long> logEnd) {
    TopicState topic = new TopicState("records.events", "id", 1, Map.of(0, 0L), end, logEnd);
    return new Contents(Optional.empty(), List.of(topic));
  }

  private Wipe wipe(String dataset) throws Exception {
    return wipe(dataset, topics);
  }

  private Wipe wipe(String dataset, Topics from) throws Exception {
    LakeFolder folder = new LakeFolder(hdfs.lake("/" + dataset));
    return new Wipe(settings(dataset).dataset(), folder, List.of(), from, () -> running);
  }

  private static LakeFileSystem lake(String dataset) throws Exception {
    LakeFileSystem files = hdfs.lake("/" + dataset);
    files.touch(files.at(SIGN));
    return files;
  }

  private static ApplicationReport application() {
    ApplicationReport report = Records.newRecord(ApplicationReport.class);
    report.setApplicationId(ApplicationId.newInstance(1, 1));
    report.setName("sparkify land late");
    return report;
  }

  private static Settings settings(String dataset) {
    return settings(dataset, kafka.bootstrapServers());
  }

  private static Settings settings(String dataset, String brokers) {
    return SettingsLoader.load(
        null,
        Map.of("dataset", dataset, "kafka.bootstrap-servers", brokers, "kafka.timeout", "5s"));
  }
}
