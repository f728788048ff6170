package sparkify.producer.trouble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TroublePlanTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "malformed=0.02,late=0.01:2h | late=0.01:2h,malformed=0.02 seed 7",
        " late=1.0e-3 , huge=.5 | late=0.001:1h,huge=0.5 seed 7",
        "late=1:90m | late=1:90m seed 7",
        "late=0.1:1500ms | late=0.1:1500ms seed 7",
        "duplicate=0.1,wrong-type=0.2,future=0.7 | duplicate=0.1,wrong-type=0.2,future=0.7 seed 7",
      })
  void describesWhatItWillDo(String text, String described) {
    TroublePlan plan = TroublePlan.parse(text, 7);
    assertThat(plan.describe()).isEqualTo(described);
    assertThat(TroublePlan.parse(described.replace(" seed 7", ""), 7).describe())
        .isEqualTo(described);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "malformed | must be KIND=SHARE",
        "malformed=0.1, | must be KIND=SHARE",
        "broken=0.1 | there is no kind 'broken'; the kinds are duplicate, late, out-of-order, malformed",
        "malformed=0 | above 0 and at most 1; got '0'",
        "malformed=x | above 0 and at most 1; got 'x'",
        "malformed=1.01 | above 0 and at most 1; got '1.01'",
        "malformed=0.6,huge=0.5 | at most 1 together, since a line gets into one trouble at most; got 1.1",
        "malformed=0.1,malformed=0.2 | malformed is given twice",
        "malformed=0.1:1h | only late has a duration",
        "late=0.1:soon | must be a duration",
      })
  void saysWhatIsWrong(String text, String why) {
    assertThatThrownBy(() -> TroublePlan.parse(text, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void takesTheSharesAndIsTheSameForTheSameSeed() {
    String text = "duplicate=0.1,malformed=0.2,huge=0.01";
    TroublePlan plan = TroublePlan.parse(text, 3);
    TroublePlan other = TroublePlan.parse(text, 4);
    Map<TroubleKind, Integer> counts = new EnumMap<>(TroubleKind.class);
    int same = 0;
    for (long line = 1; line <= 100_000; line++) {
      TroublePlan.Part part = plan.of(line);
      assertThat(TroublePlan.parse(text, 3).of(line)).isEqualTo(part);
      same += part != null && part.equals(other.of(line)) ? 1 : 0;
      if (part != null) {
        counts.merge(part.kind(), 1, Integer::sum);
      }
    }
    assertThat(counts.get(TroubleKind.DUPLICATE)).isBetween(9_700, 10_300);
    assertThat(counts.get(TroubleKind.MALFORMED)).isBetween(19_600, 20_400);
    assertThat(counts.get(TroubleKind.HUGE)).isBetween(900, 1_100);
    assertThat(same).isBetween(4_700, 5_300); // 1% and 4% by chance.
  }

  @Test
  void allMeansAll() {
    TroublePlan plan = TroublePlan.parse("duplicate=0.1,late=0.2,malformed=0.7", 1);
    for (long line = 1; line <= 100_000; line++) {
      assertThat(plan.of(line)).isNotNull();
    }
  }
}
