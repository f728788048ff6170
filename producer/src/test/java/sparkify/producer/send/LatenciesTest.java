package sparkify.producer.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  @Test
  void findsQuantilesWithinThreePercent() {
    Latencies latencies = new Latencies();
    for (int i = 1; i <= 100_000; i++) {
      latencies.add(i * 37_000L);
    }
    assertThat(latencies.quantile(0.5).toNanos())
        .isCloseTo(1_850_000_000L, Percentage.withPercentage(3.5));
    assertThat(latencies.quantile(0.99).toNanos())
        .isCloseTo(3_663_000_000L, Percentage.withPercentage(3.5));
  }

  @Test
  void acceptsAnyValue() {
    Latencies latencies = new Latencies();
    assertThat(latencies.quantile(0.5)).isEqualTo(Duration.ZERO);
    latencies.add(-5);
    latencies.add(Long.MAX_VALUE);
    assertThat(latencies.quantile(0.5)).isEqualTo(Duration.ZERO);
    assertThat(latencies.quantile(1).toDays()).isGreaterThan(100_000);
  }
}
