package sparkify.producer.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {
  private static final byte[] LINE = {};

  private final AtomicLong clock = new AtomicLong(77);

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 1, 1_000, 7_777.7, 100_000})
  void keepsTheMeanRateAlthoughEverySleepIsTooLong(double rate) {
    Pace pace = new Pace(Schedule.rate(rate), () -> clock.addAndGet(50));
    for (int i = 0; i <= 10_000; i++) {
      send(pace, 150_000);
    }
    long drift = Math.abs(clock.get() - 77 - Math.round(10_000 * (1e9 / rate)));
    assertThat(drift).isLessThan(1_500_000);
  }

  @Test
  void makesUpForAnOutage() {
    Pace pace = new Pace(Schedule.rate(1_000), clock::get);
    send(pace, 0);
    clock.addAndGet(5_000_000_000L);
    for (int i = 0; i < 4_900; i++) {
      pace.next(LINE);
      assertThat(pace.early()).isZero();
    }
    assertThat(pace.lag()).isEqualTo(100_000_000);
    for (int i = 0; i < 100; i++) {
      send(pace, 0);
    }
    pace.next(LINE);
    assertThat(pace.early()).isEqualTo(1_000_000);
    assertThat(pace.lag()).isZero();
  }

  @Test
  void savesUpWaitsTooShortToSleep() {
    Pace pace = new Pace(Schedule.rate(10_000), clock::get);
    for (int line = 0; line < 10; line++) {
      pace.next(LINE);
      assertThat(pace.early()).isZero();
    }
    pace.next(LINE);
    assertThat(pace.early()).isEqualTo(1_000_000);
  }

  private void send(Pace pace, long oversleep) {
    pace.next(LINE);
    for (long early = pace.early(); early > 0; early = pace.early()) {
      clock.addAndGet(early + oversleep);
    }
  }
}
