package sparkify.streaming.landing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import sparkify.lake.log.StopForGood;

class SliceTest {
  @Test
  void stopsForGoodWhenOffsetsGoBackwards() {
    assertThat(Slice.of("t", 3, 7, 9)).isEqualTo(new Slice(3, 7, 9));
    assertThatThrownBy(() -> Slice.of("t", 3, 9, 7))
        .isInstanceOf(StopForGood.class)
        .hasMessageContaining("topic t partition 3 at offset 9")
        .hasMessageContaining("end at 7");
  }
}
