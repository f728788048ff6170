package sparkify.model.learn;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkify.common.config.TrainingSettings;
import sparkify.model.measure.Calibrator;
import sparkify.model.measure.CalibratorLine;
import sparkify.model.measure.Cases;
import sparkify.model.measure.Evaluation;
import sparkify.model.measure.Interval;
import sparkify.model.measure.Metrics;
import sparkify.model.measure.Scores;
import sparkify.model.registry.ChurnModel;

/** The test rows, which no model is trained on, and the scores of models and baselines on them. */
final class TestSet {
  private final Examples examples;
  private final List<Example> train;
  private final List<Example> test;
  private final Evaluation evaluation;

  TestSet(Examples examples, List<Example> train, List<Example> test, TrainingSettings settings) {
    this.examples = examples;
    this.train = train;
    this.test = test;
    Cases cases = Cases.of(test.stream().map(Example::asCase).toList());
    this.evaluation =
        new Evaluation(cases, settings.contactBudget(), settings.resamples(), settings.seed());
  }

  Scores scores(ChurnModel model) {
    Dataset<Row> scored = model.withScores(examples.rows(Examples.TEST)).persist();
    try {
      return new Scores(
          Examples.column(scored, "raw", test), Examples.column(scored, "probability", test));
    } finally {
      scored.unpersist();
    }
  }

  Metrics metrics(Scores scores) {
    return evaluation.metrics(scores);
  }

  Interval prAucDifference(Scores one, Scores other) {
    return evaluation.prAucDifference(one, other);
  }

  Interval prAucOverChance(Scores scores) {
    return evaluation.prAucOverChance(scores);
  }

  Map<String, Metrics> baselines(String recency) {
    return Map.of("baseRate", metrics(baseRate()), "recency", metrics(oneFeature(recency)));
  }

  /** The share of leavers among the training rows, as everyone's probability. */
  Scores baseRate() {
    double share = train.stream().mapToDouble(Example::label).average().orElseThrow();
    return Scores.constant(share, test.size());
  }

  /** Logistic regression on one feature, fitted to the training rows. */
  private Scores oneFeature(String name) {
    double[] seen = Examples.column(examples.rows(Examples.TRAIN), name, train);
    double[] labels = train.stream().mapToDouble(Example::label).toArray();
    CalibratorLine line = Calibrator.eitherWay(seen, labels);
    double[] values = Examples.column(examples.rows(Examples.TEST), name, test);
    double[] raw = Arrays.stream(values).map(line::logOdds).toArray();
    return new Scores(raw, line.probabilities(values));
  }
}
