package sparkify.streaming.landing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClockWatchTest {
  private final List<String> reports = new ArrayList<>();
  private final ClockWatch watch = new ClockWatch(reports::add);
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void saysNothingAboutRecordsOfThePastAndSmallDifferences() {
    batch(Duration.ofDays(-3_000));
    batch(Duration.ofSeconds(59));
    assertThat(reports).isEmpty();
  }

  @Test
  void reportsOnceThatRecordsComeFromTheFutureAndNamesBothTimes() {
    batch(Duration.ofSeconds(-1));
    batch(Duration.ofMinutes(7));
    batch(Duration.ofMinutes(8));
    assertThat(reports)
        .singleElement()
        .asString()
        .contains("2026-01-01T00:00:02Z", "2026-01-01T00:07:02Z", "7m");
  }

  @Test
  void reportsOnceThatItIsOverAndThenTheNextTime() {
    batch(Duration.ofMinutes(7));
    now = now.plus(Duration.ofMinutes(11));
    batch(Duration.ofSeconds(-1));
    batch(Duration.ofSeconds(-1));
    assertThat(reports).hasSize(2).last().asString().startsWith("Clocks agree again");
    batch(Duration.ofMinutes(2));
    assertThat(reports).hasSize(3);
  }

  @Test
  void staysQuietWhileOnlySomeBatchesHaveARecordOfTheFuture() {
    for (int minute = 0; minute < 60; minute++) {
      batch(minute % 5 == 0 ? Duration.ofMinutes(30) : Duration.ZERO);
      now = now.plus(Duration.ofMinutes(1));
    }
    assertThat(reports).hasSize(1);
  }

  /** A batch whose newest record was sent {@code ahead} of its beginning. */
  private void batch(Duration ahead) {
    now = now.plusSeconds(1);
    watch.look(now, now.plus(ahead));
  }
}
