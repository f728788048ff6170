package sparkify.producer.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import sparkify.common.feed.LineClock;

class ScheduleTest {
  private static final byte[] LINE = {};
  private static final long SECOND = 1_000_000_000;

  @Test
  void losesNoFractionOfANanosecond() {
    Schedule schedule = Schedule.rate(3_000_000);
    long due = 0;
    for (int line = 0; line <= 30_000_000; line++) {
      due = schedule.due(LINE);
    }
    assertThat(due).isEqualTo(10 * SECOND);
  }

  @Test
  void takesUpSpeedLinearly() {
    Schedule schedule = Schedule.rate(100).after(Duration.ofSeconds(10));
    long[] due = LongStream.range(0, 2_000).map(line -> schedule.due(LINE)).toArray();
    assertThat(sentWithin(due, 1)).isEqualTo(5); // 100 a second after 10 s: 5 t² lines after t.
    assertThat(sentWithin(due, 2)).isEqualTo(20);
    assertThat(sentWithin(due, 10)).isEqualTo(500);
    assertThat(sentWithin(due, 15)).isEqualTo(1_000);
    assertThat(due).isSorted();
  }

  @Test
  void followsTheTimesOfTheLinesFaster() {
    assertThat(due(10, "1000", "2000", "2000", "no time", "61000", "62000"))
        .containsExactly(0, 100, 100, 100, 6_000, 6_100);
  }

  @Test
  void sendsALateLineAtOnceAndGoesOn() {
    assertThat(due(1, "100000", "99000", "101000", "41000", "102000"))
        .containsExactly(0, 0, 1_000, 1_000, 2_000);
  }

  @Test
  void beginsAnewWhereTimeJumpsBack() {
    assertThat(due(1, "900000", "901000", "100000", "102000", "103000"))
        .containsExactly(0, 1_000, 1_000, 3_000, 4_000);
  }

  @Test
  void takesASingleJumpForAnOutlier() {
    assertThat(due(1, "900000", "900000", "0", "901000", "99000000", "902000", "9990000000"))
        .containsExactly(0, 0, 0, 1_000, 1_000, 2_000, 2_000);
    assertThat(due(1, "0", "900000000", "900001000")).containsExactly(0, 0, 1_000);
  }

  @Test
  void waitsForALongGapOnceASecondLineConfirmsIt() {
    assertThat(due(1_000, "0", "1000", "200000000", "200001000")).containsExactly(0, 1, 1, 200_001);
  }

  /** Milliseconds; times after 1,000,000,000 are in the future. */
  private static long[] due(double speedup, String... lines) {
    FileClock clock = new FileClock(new Numbers(), speedup, () -> 1_000_000_000);
    return Arrays.stream(lines)
        .mapToLong(line -> clock.due(line.getBytes(StandardCharsets.UTF_8)) / 1_000_000)
        .toArray();
  }

  private static long sentWithin(long[] due, int seconds) {
    return Arrays.stream(due).filter(time -> time < seconds * SECOND).count();
  }

  /** Lines that are nothing but their time. */
  private static final class Numbers implements LineClock {
    @Override
    public OptionalLong millis(byte[] line) {
      String text = new String(line, StandardCharsets.UTF_8);
      return text.matches("\\d+") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    @Override
    public byte[] moved(byte[] line, Duration by) {
      throw new UnsupportedOperationException();
    }
  }
}
