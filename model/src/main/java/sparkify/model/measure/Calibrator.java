package sparkify.model.measure;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Turns raw scores into probabilities. It never reverses an order, but may level one: users are
 * ranked by the raw score.
 *
 * <p>Fit it on scores of rows that the scoring model has not seen; on its own rows a model is surer
 * than it will be again.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = CalibratorLine.class, name = "line"),
  @JsonSubTypes.Type(value = CalibratorSteps.class, name = "isotonic")
})
public sealed interface Calibrator extends Serializable permits CalibratorLine, CalibratorSteps {

  /** Probability of leaving, above 0 and below 1. */
  double probability(double raw);

  /** The probabilities of many. */
  default double[] probabilities(double[] raw) {
    return Arrays.stream(raw).map(this::probability).toArray();
  }

  /**
   * A line in log-odds (Platt 1999): two numbers, so it can be learnt from few leavers. A line that
   * would fall is flat instead.
   *
   * @param labels 0 or 1
   */
  static Calibrator line(double[] raw, double[] labels) {
    return CalibratorLine.rising(raw, labels);
  }

  /**
   * Like {@link #line} for a number that may lower the odds, such as one feature.
   *
   * @param labels 0 or 1
   */
  static CalibratorLine eitherWay(double[] values, double[] labels) {
    return CalibratorLine.eitherWay(values, labels);
  }

  /**
   * The rising step function nearest to the labels: any shape, but it needs many leavers.
   *
   * @param labels 0 or 1
   */
  static Calibrator isotonic(double[] raw, double[] labels) {
    return CalibratorSteps.fit(raw, labels);
  }
}
