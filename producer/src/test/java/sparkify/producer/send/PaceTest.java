package sparkify.producer.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {
  @ParameterizedTest
  @ValueSource(longs = {10_000, 1_000_000, 1_000_000_000})
  void keepsTheMeanRateAlthoughEverySleepIsTooLong(long interval) throws InterruptedException {
    AtomicLong clock = new AtomicLong(77);
    Pace pace =
        new Pace(
            Duration.ofNanos(interval),
            () -> clock.addAndGet(50),
            nanos -> clock.addAndGet(nanos + 150_000));
    for (int i = 0; i <= 10_000; i++) {
      pace.await();
    }
    long drift = Math.abs(clock.get() - 77 - 10_000 * interval);
    assertThat(drift).isLessThan(1_500_000);
  }

  @Test
  void doesNotReadTheClockWithoutAnInterval() throws InterruptedException {
    Pace pace =
        new Pace(
            Duration.ZERO,
            () -> {
              throw new AssertionError("read the clock");
            },
            nanos -> {
              throw new AssertionError("slept");
            });
    pace.await();
  }
}
