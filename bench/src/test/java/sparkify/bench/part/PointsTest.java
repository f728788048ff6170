package sparkify.bench.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PointsTest {
  @Test
  void steadyLeavesOutWhatComesBeforeTheFirstPoint() {
    Points points =
        Points.of(List.of("PROGRESS 10000 500", "a line of a log", "PROGRESS 12000 2500"));

    assertThat(points.steady()).isEqualTo(1000);
  }

  @Test
  void onePointIsNotSteady() {
    assertThat(Points.of(List.of("PROGRESS 10000 500")).steady()).isNaN();
  }
}
