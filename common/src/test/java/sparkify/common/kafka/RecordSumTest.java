package sparkify.common.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordSumTest {
  private static final byte[] KEY = "30".getBytes(UTF_8);
  private static final byte[] VALUE =
      "{\"ts\":1538352117000,\"userId\":\"30\",\"page\":\"NextSong\"}".getBytes(UTF_8);

  /** Computed by another implementation: the sums in commit logs must keep their meaning. */
  @Test
  void isTheSameInEveryVersion() {
    assertThat(sum(0, null, null)).isEqualTo(0x6538869068b9a265L);
    assertThat(sum(7, new byte[0], new byte[0])).isEqualTo(0xe2b7ee38aacc6e90L);
    assertThat(sum(7, null, new byte[0])).isEqualTo(0x249687545fff6f04L);
    assertThat(sum(42, KEY, VALUE)).isEqualTo(0x9275f88c893ce9efL);
  }

  @Test
  void tellsApartWhatDiffersInOnePlaceOnly() {
    Set<Long> sums = new HashSet<>();
    sums.add(sum(42, KEY, VALUE));
    sums.add(sum(43, KEY, VALUE));
    sums.add(sum(42, null, VALUE));
    sums.add(sum(42, new byte[0], VALUE));
    sums.add(sum(42, KEY, null));
    sums.add(sum(42, KEY, new byte[0]));
    sums.add(sum(42, VALUE, KEY));
    for (int bit = 0; bit < 8 * VALUE.length; bit++) {
      byte[] flipped = VALUE.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      sums.add(sum(42, KEY, flipped));
    }
    assertThat(sums).hasSize(7 + 8 * VALUE.length);
  }

  @Test
  void seesThatTwoRecordsSwappedTheirValues() {
    RecordSum before = new RecordSum();
    before.add(1, KEY, VALUE);
    before.add(2, KEY, KEY);
    RecordSum after = new RecordSum();
    after.add(1, KEY, KEY);
    after.add(2, KEY, VALUE);
    assertThat(after.value()).isNotEqualTo(before.value());
  }

  @Test
  void addsUpFromPartsOfAnySizeInAnyOrder() {
    Random random = new Random(1);
    RecordSum whole = new RecordSum();
    RecordSum first = new RecordSum();
    RecordSum second = new RecordSum();
    for (int offset = 199; offset >= 0; offset--) {
      byte[] value = new byte[random.nextInt(40_000)];
      random.nextBytes(value);
      (offset < 70 ? first : second).add(offset, Arrays.copyOf(value, 3), value);
      whole.add(offset, Arrays.copyOf(value, 3), value);
    }
    assertThat(first.value() + second.value()).isEqualTo(whole.value());
  }

  private static long sum(long offset, byte @Nullable [] key, byte @Nullable [] value) {
    RecordSum sum = new RecordSum();
    sum.add(offset, key, value);
    return sum.value();
  }
}
