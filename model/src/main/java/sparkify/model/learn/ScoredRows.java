package sparkify.model.learn;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import java.io.Serial;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import sparkify.model.measure.Scores;

/** Collects the scores of the examples, to keep them with the rows. */
final class ScoredRows {
  private final Examples examples;

  /** By the row's number. */
  private final double[] raw;

  private final double[] probability;

  ScoredRows(Examples examples) {
    this.examples = examples;
    this.raw = new double[examples.size()];
    this.probability = new double[examples.size()];
  }

  ScoredRows add(RoleRows rows, Scores scored) {
    for (int i = 0; i < rows.size(); i++) {
      raw[rows.number(i)] = scored.raw(i);
      probability[rows.number(i)] = scored.probability(i);
    }
    return this;
  }

  /** All examples with two more columns: {@code raw} and {@code probability}. */
  Dataset<Row> dataset() {
    return examples
        .rows()
        .withColumn("raw", valueOf(raw))
        .withColumn("probability", valueOf(probability))
        .drop(Examples.ROW);
  }

  private Column valueOf(double[] byRow) {
    var spark = examples.rows().sparkSession();
    Broadcast<double[]> sent =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(byRow);
    return udf(new ByRow(sent), DataTypes.DoubleType).apply(col(Examples.ROW));
  }

  private static final class ByRow implements UDF1<Integer, Double> {
    @Serial private static final long serialVersionUID = 1L;

    private final Broadcast<double[]> values;

    ByRow(Broadcast<double[]> values) {
      this.values = values;
    }

    @Override
    public Double call(Integer row) {
      return values.value()[row];
    }
  }
}
