package sparkify.streaming.landing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sparkify.common.config.StreamingSettings.OnDataLoss.RECORD_GAP;
import static sparkify.common.config.StreamingSettings.OnDataLoss.STOP;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import sparkify.common.config.LogSettings;
import sparkify.common.kafka.TopicState;
import sparkify.lake.fs.EmbeddedHdfs;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.CommitSession;
import sparkify.lake.log.CommitSession.Batch;
import sparkify.lake.log.CommitSession.Opening;
import sparkify.lake.log.Driver;
import sparkify.lake.log.LogState;
import sparkify.lake.log.Manifest.Gap;
import sparkify.lake.log.Manifest.Range;
import sparkify.lake.log.Manifest.Topic;
import sparkify.lake.log.StopForGood;
import sparkify.lake.log.TablePaths;

/** With a log that ends at 10 in partition 0 and at 5 in partition 1. */
@Timeout(60)
class PositionsIT {
  @RegisterExtension static final EmbeddedHdfs hdfs = new EmbeddedHdfs();
  private static LogState state = new LogState();

  @BeforeAll
  static void land() throws IOException {
    Topic topic = new Topic("t", "id", 2);
    CommitLog log = new CommitLog(new TablePaths(hdfs.lake("/positions"), "events"));
    Driver driver = new Driver("A", 1, "code", app -> false, Clock.systemUTC());
    CommitSession session =
        CommitSession.open(
            log,
            new LogSettings(1_000, Duration.ofDays(7)),
            driver,
            null,
            s -> new Opening(topic, Map.of(0, 0L, 1, 0L), List.of()));
    List<Range> ranges = List.of(new Range(0, 0, 10, 0, 0, 10), new Range(1, 0, 5, 0, 0, 5));
    session.commit(session.stage(), new Batch(ranges, List.of(), List.of()));
    state = session.state();
  }

  @Test
  void resumesWhereTheLogEnds() {
    Opening opening =
        Positions.settle(state, topic("id", Map.of(0, 3L, 1, 5L), 20), Map.of(), STOP);
    assertThat(opening.positions()).isEqualTo(Map.of(0, 10L, 1, 5L));
    assertThat(opening.gaps()).isEmpty();
    assertThat(opening.topic()).isEqualTo(new Topic("t", "id", 2));
  }

  @Test
  void startsANewTopicAtItsBeginning() {
    TopicState topic = topic("id", Map.of(0, 7L, 1, 0L), 20);
    Opening opening = Positions.settle(new LogState(), topic, Map.of(), STOP);
    assertThat(opening.positions()).isEqualTo(Map.of(0, 7L, 1, 0L));
  }

  @Test
  void stopsWhenOffsetsAreGone() {
    TopicState topic = topic("id", Map.of(0, 12L, 1, 0L), 20);
    assertThatThrownBy(() -> Positions.settle(state, topic, Map.of(), STOP))
        .isInstanceOf(StopForGood.class)
        .hasMessageContaining("topic t partition 0 at offset 10")
        .hasMessageContaining("begin at 12")
        .hasMessageContaining("record-gap");
  }

  @Test
  void recordsAGapIfConfigured() {
    Opening opening =
        Positions.settle(state, topic("id", Map.of(0, 12L, 1, 0L), 20), Map.of(), RECORD_GAP);
    assertThat(opening.gaps()).containsExactly(new Gap(0, 10, 12));
    assertThat(opening.positions()).isEqualTo(Map.of(0, 12L, 1, 5L));
  }

  @Test
  void stopsBeyondTheEndWhateverTheSetting() {
    TopicState topic = topic("id", Map.of(0, 0L, 1, 0L), 9);
    assertThatThrownBy(() -> Positions.settle(state, topic, Map.of(), RECORD_GAP))
        .isInstanceOf(StopForGood.class)
        .hasMessageContaining("at offset 10")
        .hasMessageContaining("end at 9");
  }

  @Test
  void stopsAtARecreatedTopicWhateverTheSetting() {
    TopicState topic = topic("other", Map.of(0, 0L, 1, 0L), 20);
    assertThatThrownBy(() -> Positions.settle(state, topic, Map.of(), RECORD_GAP))
        .isInstanceOf(StopForGood.class)
        .hasMessageContaining("its id is other, but the lake holds id");
  }

  @Test
  void startsNewPartitionsAtZero() {
    TopicState topic = topic("id", Map.of(0, 0L, 1, 0L, 2, 0L), 20);
    Opening opening = Positions.settle(state, topic, Map.of(), STOP);
    assertThat(opening.positions()).isEqualTo(Map.of(0, 10L, 1, 5L, 2, 0L));
    assertThat(opening.gaps()).isEmpty();
    assertThat(opening.topic().partitions()).isEqualTo(3);
  }

  @Test
  void missesTheFirstRecordsOfANewPartition() {
    TopicState topic = topic("id", Map.of(0, 0L, 1, 0L, 2, 4L), 20);
    assertThatThrownBy(() -> Positions.settle(state, topic, Map.of(), STOP))
        .isInstanceOf(StopForGood.class)
        .hasMessageContaining("topic t partition 2 at offset 0")
        .hasMessageContaining("begin at 4");
    Opening opening = Positions.settle(state, topic, Map.of(), RECORD_GAP);
    assertThat(opening.gaps()).containsExactly(new Gap(2, 0, 4));
    assertThat(opening.positions()).containsEntry(2, 4L);
  }

  @Test
  void stopsAtATopicWithoutAnIdWhateverTheSetting() {
    TopicState topic = topic(Uuid.ZERO_UUID.toString(), Map.of(0, 0L, 1, 0L), 20);
    assertThatThrownBy(() -> Positions.settle(new LogState(), topic, Map.of(), RECORD_GAP))
        .isInstanceOf(StopForGood.class)
        .hasMessageContaining("gives it no id");
  }

  private static TopicState topic(String id, Map<Integer, Long> begin, long end) {
    Map<Integer, Long> ends = new TreeMap<>();
    begin.keySet().forEach(p -> ends.put(p, end));
    return new TopicState("t", id, begin.size(), begin, ends, ends);
  }
}
