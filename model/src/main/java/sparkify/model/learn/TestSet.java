package sparkify.model.learn;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import sparkify.common.config.TrainingSettings;
import sparkify.model.measure.Calibrator;
import sparkify.model.measure.CalibratorLine;
import sparkify.model.measure.Evaluation;
import sparkify.model.measure.Interval;
import sparkify.model.measure.Metrics;
import sparkify.model.measure.Sample;
import sparkify.model.measure.Scores;
import sparkify.model.registry.ChurnModel;

/** The test rows, which no model is trained on, and the scores of models and baselines on them. */
final class TestSet {
  private final Examples examples;
  private final RoleRows train;
  private final RoleRows test;
  private final Sample sample;
  private final Evaluation evaluation;

  TestSet(Examples examples, RoleRows train, RoleRows test, TrainingSettings settings) {
    this.examples = examples;
    this.train = train;
    this.test = test;
    this.sample = Sample.of(test.cases(), settings.seed());
    this.evaluation =
        new Evaluation(
            sample.cases(), settings.contactBudget(), settings.resamples(), settings.seed());
  }

  /** The scores of all test rows. */
  Scores scores(ChurnModel model) {
    double[][] found =
        Examples.values(
            model.withScores(examples.rows(Examples.TEST)), List.of("raw", "probability"), test);
    return new Scores(found[0], found[1]);
  }

  Metrics metrics(Scores scores) {
    return evaluation.metrics(sample.of(scores));
  }

  Interval prAucDifference(Scores one, Scores other) {
    return evaluation.prAucDifference(sample.of(one), sample.of(other));
  }

  Interval prAucOverChance(Scores scores) {
    return evaluation.prAucOverChance(sample.of(scores));
  }

  Map<String, Metrics> baselines(String recency) {
    return Map.of("baseRate", metrics(baseRate()), "recency", metrics(oneFeature(recency)));
  }

  /** The share of leavers among the training rows, as everyone's probability. */
  Scores baseRate() {
    double share = train.cases().prevalence();
    return Scores.constant(share, test.size());
  }

  /** Logistic regression on one feature, fitted to the training rows. */
  private Scores oneFeature(String name) {
    CalibratorLine line = Calibrator.eitherWay(values(Examples.TRAIN, name, train), train.labels());
    double[] values = values(Examples.TEST, name, test);
    double[] raw = Arrays.stream(values).map(line::logOdds).toArray();
    return new Scores(raw, line.probabilities(values));
  }

  private double[] values(String role, String feature, RoleRows order) {
    return Examples.values(examples.rows(role), List.of(feature), order)[0];
  }
}
