package sparkify.lake.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class OffsetSetTest {
  private static final long FAR = 5_000_000_000L;

  @Test
  void takesEachOffsetOnce() {
    OffsetSet set = new OffsetSet();
    for (long offset : new long[] {0, 63, 64, (1 << 20) - 1, 1 << 20, FAR}) {
      assertThat(set.add(offset)).isTrue();
      assertThat(set.add(offset)).isFalse();
      assertThat(set.contains(offset)).isTrue();
      assertThat(set.contains(offset + 2)).isFalse();
    }
    assertThat(set.size()).isEqualTo(6);
  }

  @Test
  void findsTheNextOneOverEmptyBlocks() {
    OffsetSet set = new OffsetSet();
    set.add(7);
    set.add(FAR);
    assertThat(set.next(0, 8)).isEqualTo(7);
    assertThat(set.next(0, 7)).isEqualTo(-1);
    assertThat(set.next(8, FAR + 1)).isEqualTo(FAR);
    assertThat(set.next(8, FAR)).isEqualTo(-1);
  }
}
