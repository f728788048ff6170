package sparkify.model.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import sparkify.model.measure.Interval;
import sparkify.model.measure.Metrics;
import sparkify.model.registry.ModelCard.Gate;
import sparkify.model.registry.ModelCard.Tested;

class OlderCardsTest {
  private static final Interval DIFFERENCE = new Interval(0.1, 0.05, 0.2);

  private static final String INTERVAL = "{\"value\": 0.1, \"low\": 0.05, \"high\": 0.2}";

  private static final String FIRST =
      """
      "passed": true, "against": null, "prAucDifference": %s, "why": "clearly better"
      """
          .formatted(INTERVAL);

  @Test
  void theDifferenceOfAFirstModelIsThatFromRandomRankings() throws IOException {
    Gate gate = read(FIRST).tested().gate();
    assertThat(gate.overChance()).isEqualTo(DIFFERENCE);
    assertThat(gate.overCurrent()).isNull();
    assertThat(gate.heldOut()).isEqualTo(Interval.UNKNOWN);
    assertThat(gate.judged()).isZero();
  }

  @Test
  void theDifferenceOfAModelThatCouldNotBeComparedIsThatFromRandomRankings() throws IOException {
    Gate gate =
        read(FIRST
                .replace("null", "\"s1\"")
                .replace("clearly", "cannot be compared with s1; clearly"))
            .tested()
            .gate();
    assertThat(gate.against()).isEqualTo("s1");
    assertThat(gate.overChance()).isEqualTo(DIFFERENCE);
    assertThat(gate.overCurrent()).isNull();
  }

  @Test
  void theDifferenceOfASuccessorIsThatFromTheModelBefore() throws IOException {
    Gate gate =
        read(FIRST.replace("null", "\"s1\"").replace("clearly better", "not clearly worse than s1"))
            .tested()
            .gate();
    assertThat(gate.overChance().isKnown()).isFalse();
    assertThat(gate.overCurrent()).isEqualTo(DIFFERENCE);
  }

  @Test
  void whatWasNotMeasuredIsUnknown() throws IOException {
    Tested tested = read(FIRST).tested();
    assertThat(tested.metrics().rocAuc()).isEqualTo(DIFFERENCE);
    assertThat(tested.metrics().observedOverExpected()).isEqualTo(Interval.UNKNOWN);
    assertThat(tested.baselines().values())
        .extracting(Metrics::calibrationIntercept)
        .containsExactly(Interval.UNKNOWN);
    assertThat(tested.prAucOfChance()).isEqualTo(Interval.UNKNOWN);
    assertThat(tested.negativeControl()).isEqualTo(Interval.UNKNOWN);
    assertThat(tested.segments()).isEmpty();
  }

  @Test
  void aCardThatIsReadIsWrittenAndReadAgainTheSame() throws IOException {
    ModelCard card = read(FIRST);
    assertThat(CardFile.readCard(CardFile.write(card))).isEqualTo(card);
  }

  @Test
  void aCardThatIsDamagedIsRefused() {
    assertThatThrownBy(() -> read(FIRST.replace("prAucDifference", "other")))
        .isInstanceOf(MismatchedInputException.class)
        .hasMessageContaining("Missing creator property");
  }

  /** A card as version 0.1.0 wrote it first, with this gate. */
  private static ModelCard read(String gate) throws IOException {
    String card =
        """
        {
          "version": "s4-90b4fd62", "created": "2018-12-01T00:00:00Z", "snapshot": 4,
          "code": "0.1.0", "seed": 1, "horizonDays": 14,
          "cutoffs": {"train": ["2018-10-27"], "test": ["2018-11-10"]}, "settings": {"folds": "5"},
          "train": {"rows": 10, "users": 10, "leavers": 2, "prevalence": 0.2},
          "test": {"rows": 10, "users": 10, "leavers": 2, "prevalence": 0.2},
          "metrics": METRICS, "baselines": {"recency": METRICS},
          "gate": {GATE},
          "learned": {
            "algorithm": "logistic regression", "parameters": {"penalty": 1.0}, "candidates": [],
            "calibrator": {"kind": "line", "intercept": -2.0, "slope": 1.0}
          },
          "features": [{"name": "recency_days", "description": "How long the user has been away"}]
        }
        """
            .replace("GATE", gate)
            .replace("METRICS", metrics());
    return CardFile.readCard(card.getBytes(StandardCharsets.UTF_8));
  }

  private static String metrics() {
    return """
        {"rocAuc": I, "prAuc": I, "lift10": I, "recallAtBudget": I, "brier": I,
         "calibrationSlope": {"value": null, "low": null, "high": null}}
        """
        .replace("I,", INTERVAL + ",");
  }
}
