package sparkify.model.learn;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import sparkify.common.config.TrainingSettings;
import sparkify.model.measure.Interval;
import sparkify.model.registry.ChurnModel;

/**
 * Learns from labels without meaning, by the steps by which a model is learnt and tested. Whatever
 * it seems to predict, these steps have put there.
 *
 * <p>The labels are permuted among the users of each cutoff, so each keeps its number of leavers,
 * and the features of a row stay together; a user's labels at two cutoffs are independent. The
 * labels of the test rows are permuted too. On the true ones, a model of noise is not at 0.5: it
 * points in some direction by chance, and if features tell leavers from stayers, so do most
 * directions, some well and some the wrong way round.
 */
final class NegativeControl {
  private final TrainingSettings settings;
  private final Learner learner;

  NegativeControl(TrainingSettings settings, Learner learner) {
    this.settings = settings;
    this.learner = learner;
  }

  /** The ROC-AUC of the algorithm in {@code learnt}, with its 95% interval. */
  Interval rocAuc(Learner.Result learnt, Examples examples) {
    Dataset<Row> permuted = permuted(examples.rows(), settings.seed());
    try (Examples noise = Examples.cache(permuted, examples.features(), settings.sortedRows())) {
      List<Example> train = noise.list(Examples.TRAIN);
      TestSet test = new TestSet(noise, train, noise.list(Examples.TEST), settings);
      ChurnModel model =
          new ChurnModel(learner.fit(learnt.chosen(), noise), learnt.about().calibrator());
      return test.metrics(test.scores(model)).rocAuc();
    }
  }

  /** At each cutoff, as many rows as have leavers become theirs, in the order of a seeded hash. */
  static Dataset<Row> permuted(Dataset<Row> rows, long seed) {
    WindowSpec ofCutoff = Window.partitionBy("role", "cutoff");
    Column lot = xxhash64(lit(seed), col("cutoff"), col("userId"));
    Column place = row_number().over(ofCutoff.orderBy(lot, col("userId")));
    Column leavers = sum("label").over(ofCutoff);
    return rows.withColumn("label", when(place.leq(leavers), 1.0).otherwise(0.0));
  }
}
