package sparkify.bench.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import sparkify.bench.part.Growth.Size;

class GrowthTest {
  @Test
  void whatTakesTwiceAsLongForTwiceAsManyIsLinear() {
    Growth growth = new Growth(List.of(new Size(1000, 3), new Size(2000, 6), new Size(8000, 24)));

    assertThat(growth.exponent()).isCloseTo(1, within(1e-9));
    assertThat(growth.lastExponent()).isCloseTo(1, within(1e-9));
  }

  @Test
  void fitsTheLogarithmsByLeastSquares() {
    Growth growth = new Growth(List.of(new Size(1, 1), new Size(10, 10), new Size(100, 1000)));

    assertThat(growth.exponent()).isCloseTo(1.5, within(1e-9));
  }

  @Test
  void aFixedStartFlattensAllSizesMoreThanTheTwoLargest() {
    Growth growth =
        new Growth(
            List.of(new Size(100_000, 10 + 10), new Size(1_000, 10 + 0.1), new Size(10_000, 11)));

    assertThat(growth.lastExponent()).isCloseTo(Math.log10(20.0 / 11), within(1e-9));
    assertThat(growth.exponent()).isLessThan(growth.lastExponent()).isPositive();
  }

  @Test
  void oneSizeHasNoGrowth() {
    Growth growth = new Growth(List.of(new Size(1000, 3)));

    assertThat(growth.exponent()).isNaN();
    assertThat(growth.lastExponent()).isNaN();
  }
}
