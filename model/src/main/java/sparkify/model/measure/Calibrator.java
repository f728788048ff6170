package sparkify.model.measure;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Turns raw scores into probabilities. It never reverses the order of two scores, but may give them
 * the same probability; so users are ranked by the raw score.
 *
 * <p>Fit it to scores of rows that the scoring model has not seen: on its own training rows a model
 * is overconfident.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = CalibratorLine.class, name = "line"),
  @JsonSubTypes.Type(value = CalibratorSteps.class, name = "isotonic")
})
public sealed interface Calibrator extends Serializable permits CalibratorLine, CalibratorSteps {

  /** Probability of churn, above 0 and below 1. */
  double probability(double raw);

  /** The probabilities of several raw scores. */
  default double[] probabilities(double[] raw) {
    return Arrays.stream(raw).map(this::probability).toArray();
  }

  /**
   * A line in log-odds (Platt scaling, 1999). It has only two parameters, so few leavers suffice to
   * fit it. Instead of a falling line, the result is a flat one.
   *
   * @param labels 0 or 1
   */
  static Calibrator line(double[] raw, double[] labels) {
    return CalibratorLine.rising(raw, labels);
  }

  /**
   * Like {@link #line}, but the line may fall: for a value that may lower the odds, such as a
   * feature.
   *
   * @param labels 0 or 1
   */
  static CalibratorLine eitherWay(double[] values, double[] labels) {
    return CalibratorLine.eitherWay(values, labels);
  }

  /**
   * Isotonic regression: a rising curve of any shape, which needs many leavers.
   *
   * @param labels 0 or 1
   */
  static Calibrator isotonic(double[] raw, double[] labels) {
    return CalibratorSteps.fit(raw, labels);
  }
}
