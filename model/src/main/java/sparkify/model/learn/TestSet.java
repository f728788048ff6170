package sparkify.model.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
import sparkify.model.measure.SegmentMetrics;
import sparkify.model.registry.ChurnModel;
import sparkify.model.registry.ModelCard.Counts;
import sparkify.model.registry.ModelCard.Gate;
import sparkify.model.registry.ModelCard.Segment;
import sparkify.model.registry.ModelCard.Tested;

/** The test rows, which no model is trained on, and the scores of models and baselines on them. */
final class TestSet {
  private static final String SEGMENT = "segment";

  private final Examples examples;
  private final List<Example> train;
  private final List<Example> test;
  private final TrainingSettings settings;
  private final Evaluation evaluation;

  TestSet(Examples examples, List<Example> train, List<Example> test, TrainingSettings settings) {
    this.examples = examples;
    this.train = train;
    this.test = test;
    this.settings = settings;
    this.evaluation = evaluation(test, settings);
  }

  private static Evaluation evaluation(List<Example> rows, TrainingSettings settings) {
    return new Evaluation(
        cases(rows), settings.contactBudget(), settings.resamples(), settings.seed());
  }

  private static Cases cases(List<Example> rows) {
    return Cases.of(rows.stream().map(Example::asCase).toList());
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

  /** The PR-AUC of scores of the train rows minus that of random rankings. */
  Interval heldOutOverChance(Scores outOfFold) {
    return evaluation(train, settings).prAucOverChance(outOfFold);
  }

  Interval prAucOverChance(Scores scores) {
    return evaluation.prAucOverChance(scores);
  }

  private Map<String, Metrics> baselines(String recency) {
    List<Metrics> metrics = evaluation.metrics(List.of(baseRate(), oneFeature(recency)));
    return Map.of("baseRate", metrics.get(0), "recency", metrics.get(1));
  }

  /**
   * All that a card says about a model's test.
   *
   * @param recency the feature that serves as the second baseline
   */
  Tested tested(Scores scores, String recency, Interval negativeControl, Gate gate) {
    return new Tested(
        counts(train),
        counts(test),
        metrics(scores),
        baselines(recency),
        evaluation.prAucOfChance(),
        negativeControl,
        segments(scores),
        gate);
  }

  private List<Segment> segments(Scores scores) {
    List<Part> parts =
        Trait.among(examples.features()).stream().flatMap(t -> parts(t).stream()).toList();
    List<SegmentMetrics> metrics =
        evaluation.metrics(scores, parts.stream().map(Part::rows).toList());
    int fewestLeavers = settings.minimum().testLeavers();
    return IntStream.range(0, parts.size())
        .mapToObj(i -> parts.get(i).segment(metrics.get(i), fewestLeavers))
        .toList();
  }

  private List<Part> parts(Trait trait) {
    Dataset<Row> rows = examples.rows(Examples.TEST).withColumn(SEGMENT, trait.segment());
    double[] segment = Examples.column(rows, SEGMENT, test);
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < trait.names().size(); i++) {
      double wanted = i;
      int[] of = IntStream.range(0, segment.length).filter(r -> segment[r] == wanted).toArray();
      Cases cases = cases(IntStream.of(of).mapToObj(test::get).toList());
      parts.add(new Part(trait.name(), trait.names().get(i), of, cases));
    }
    parts.removeIf(part -> part.rows().length == 0);
    return parts;
  }

  /** The rows of a segment. */
  @SuppressWarnings("ArrayRecordComponent") // Only read here.
  private record Part(String trait, String name, int[] rows, Cases cases) {
    /** Without its metrics if fewer than {@code fewestLeavers} churn. */
    Segment segment(SegmentMetrics metrics, int fewestLeavers) {
      int leavers = cases.leavers();
      return new Segment(
          trait,
          name,
          cases.size(),
          cases.users(),
          leavers,
          leavers < fewestLeavers ? null : metrics);
    }
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

  private static Counts counts(List<Example> examples) {
    Cases cases = cases(examples);
    return new Counts(cases.size(), cases.users(), cases.leavers(), cases.prevalence());
  }
}
