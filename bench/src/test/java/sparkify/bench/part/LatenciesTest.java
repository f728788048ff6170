package sparkify.bench.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import sparkify.bench.run.Measurement;
import sparkify.bench.run.Metric;
import sparkify.common.OperatorError;

class LatenciesTest {
  private final Latencies latencies = new Latencies(Instant.ofEpochMilli(1_000));

  @Test
  void percentileIsTheTimeThatSoManyRowsDidNotExceed() {
    for (int ms = 200; ms >= 1; ms--) {
      latencies.add(1_000, 1_000 + ms);
    }

    Measurement measured = latencies.measurement();

    assertThat(measured.values())
        .containsEntry(Metric.LATENCY_P50, 100.0)
        .containsEntry(Metric.LATENCY_P99, 198.0)
        .containsEntry(Metric.LATENCY_MAX, 200.0);
  }

  @Test
  void percentileOfFewRowsIsThatOfOneOfThem() {
    latencies.add(1_000, 1_010);
    latencies.add(1_000, 1_020);
    latencies.add(1_000, 1_020);

    assertThat(latencies.percentile(33)).isEqualTo(10);
    assertThat(latencies.percentile(34)).isEqualTo(20);
    assertThat(latencies.percentile(99)).isEqualTo(20);
  }

  @Test
  void rowsOfTheWarmUpCountButAreNotMeasured() {
    latencies.add(999, 9_999);
    latencies.add(1_000, 1_007);

    assertThat(latencies.rows()).isEqualTo(2);
    assertThat(latencies.percentile(100)).isEqualTo(7);
  }

  @Test
  void rateIsFromTheFirstRowSentToTheLast() {
    latencies.add(1_500, 3_000);
    latencies.add(500, 3_000);
    latencies.add(1_000, 3_000);

    assertThat(latencies.sentPerSecond()).isEqualTo(2);
  }

  @Test
  void withoutRowsAfterTheWarmUpThereIsNoLatency() {
    latencies.add(999, 9_999);

    assertThatThrownBy(latencies::measurement)
        .isInstanceOf(OperatorError.class)
        .hasMessage("Cannot measure latency: no event was sent after the warm-up");
  }
}
