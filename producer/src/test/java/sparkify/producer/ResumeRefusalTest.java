package sparkify.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import sparkify.common.OperatorError;
import sparkify.common.kafka.EmbeddedKafka;
import sparkify.common.kafka.Topics;
import sparkify.producer.line.LineInput;
import sparkify.producer.line.Slice;
import sparkify.producer.send.ReplayPlan;
import sparkify.producer.send.Resume;

@Timeout(120)
class ResumeRefusalTest {
  @RegisterExtension static final EmbeddedKafka kafka = new EmbeddedKafka();

  @TempDir private Path folder;
  private String topic = "";
  private Replays replays;

  @BeforeEach
  void nameTopic(TestInfo test) {
    topic = test.getTestMethod().orElseThrow().getName();
    replays = new Replays(kafka, folder, topic);
  }

  @Test
  void refusesAnotherBeginning() throws IOException {
    Path input = replays.input(100);
    replays.run(replays.plan(input));
    Path other = Files.copy(input, folder.resolve("other"));
    Files.writeString(other, Files.readString(input).replaceFirst("7", "8"));
    assertRefuses(replays.plan(other), "its first 100 lines are not those that were sent");
    Files.write(other, Files.readAllLines(input).subList(0, 60));
    assertRefuses(replays.plan(other), "but 100 of it were sent");
    LineInput slice = new Slice(Replays.file(input), 3, 1_000);
    assertRefuses(
        replays.plan(slice), "it was begun with the options [], and now they are [skip 3]");
    replays.assertHeld(input);
  }

  @Test
  void refusesAnotherTopicOfThatNameAndOtherPartitions() throws Exception {
    Path input = replays.input(20);
    replays.run(replays.plan(input));
    try (Admin admin = kafka.admin()) {
      admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(4))).all().get();
      awaitPartitions(4);
      assertRefuses(replays.plan(input), "it was begun with 3 partitions, but the topic now has 4");
      admin.deleteTopics(List.of(topic)).all().get();
    }
    assertRefuses(replays.plan(input), "it was begun with topic id ");
  }

  @Test
  void refusesATopicThatHoldsSomethingElseIfItMustNot() throws IOException {
    Path input = replays.input(20);
    replays.run(replays.plan(input).resumed(Replays.resume("one")));
    replays.run(replays.plan(input).resumed(Replays.resume("two")));
    assertThat(replays.held()).hasSize(40);
    assertRefuses(
        replays.plan(input).resumed(new Resume("three", true, "wipe it")),
        "the topic holds records of something else");
  }

  private void assertRefuses(ReplayPlan plan, String why) {
    assertThatThrownBy(() -> replays.run(plan))
        .isInstanceOf(OperatorError.class)
        .hasMessageStartingWith("Cannot resume the replay ")
        .hasMessageContaining(why)
        .hasMessageEndingWith("; wipe it");
  }

  private void awaitPartitions(int count) {
    try (Topics topics = Topics.connect(replays.settings().kafka())) {
      while (topics.describe(topic).partitions() != count) {
        Thread.onSpinWait();
      }
    }
  }
}
