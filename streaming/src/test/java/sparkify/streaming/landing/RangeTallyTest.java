package sparkify.streaming.landing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import sparkify.lake.log.Manifest.Last;
import sparkify.lake.log.Manifest.Range;

class RangeTallyTest {
  private final RangeTally tally = new RangeTally(new Slice(3, 10, 20));

  @Test
  void countsWhatReadingPassesOverAsAbsent() {
    tally.landed(item(10, 4));
    tally.rejected(item(13, 5));
    tally.passed(20);
    Range range = tally.range();
    assertThat(List.of(range.landed(), range.rejected(), range.absent()))
        .containsExactly(1L, 1L, 8L);
    assertThat(range.last()).isEqualTo(new Last(13, 5));
    assertThat(tally.bytes()).isEqualTo(10);
  }

  @Test
  void doesNotAddUpBeforeTheEndIsReached() {
    tally.landed(item(12, 4));
    assertThatThrownBy(
            () ->
                JoinedTasks.batch(
                    List.of(
                        new LandingTask.Done(
                            List.of(tally.range()), List.of(), List.of(), 0, Instant.EPOCH))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Cannot commit");
    tally.passed(20);
    Range range = tally.range();
    assertThat(range.landed() + range.rejected() + range.absent()).isEqualTo(10);
  }

  @Test
  void refusesARecordThatComesTwiceOrFromElsewhere() {
    tally.landed(item(12, 4));
    assertThatThrownBy(() -> tally.landed(item(12, 4))).hasMessageContaining("offset 12");
    assertThatThrownBy(() -> tally.rejected(item(9, 4))).hasMessageContaining("offset 9");
    assertThatThrownBy(() -> tally.passed(21)).hasMessageContaining("offset 21");
  }

  @Test
  void knowsNoLastRecordWithoutItsEpoch() {
    tally.landed(item(10, null));
    assertThat(tally.range().last()).isNull();
  }

  private static ConsumerRecord<byte[], byte[]> item(long offset, @Nullable Integer epoch) {
    return new ConsumerRecord<>(
        "t",
        3,
        offset,
        0,
        TimestampType.CREATE_TIME,
        2,
        3,
        new byte[2],
        new byte[3],
        new RecordHeaders(),
        Optional.ofNullable(epoch));
  }
}
