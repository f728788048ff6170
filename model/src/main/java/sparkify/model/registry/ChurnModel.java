package sparkify.model.registry;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import java.io.Serial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import sparkify.model.measure.Calibrator;

/**
 * A model that scores users: a pipeline to rank them, a calibrator for the probability of churn.
 */
public final class ChurnModel {
  private static final String MARGIN = "rawPrediction";

  private final PipelineModel pipeline;
  private final Calibrator calibrator;

  /**
   * A model of these two parts.
   *
   * @param pipeline turns feature columns into {@code rawPrediction}, whose second element is
   *     higher for users who are likelier to churn
   */
  public ChurnModel(PipelineModel pipeline, Calibrator calibrator) {
    this.pipeline = pipeline;
    this.calibrator = calibrator;
  }

  /** The rows with two more columns: {@code raw} to rank by, {@code probability} of churn. */
  public Dataset<Row> withScores(Dataset<Row> features) {
    List<Column> columns =
        Arrays.stream(features.columns())
            .map(org.apache.spark.sql.functions::col)
            .collect(Collectors.toCollection(ArrayList::new));
    columns.add(udf(new Second(), DataTypes.DoubleType).apply(col(MARGIN)).as("raw"));
    Dataset<Row> ranked = pipeline.transform(features).select(columns.toArray(Column[]::new));
    return ranked.withColumn(
        "probability", udf(new Calibrate(calibrator), DataTypes.DoubleType).apply(col("raw")));
  }

  PipelineModel pipeline() {
    return pipeline;
  }

  /** The score of the second class, churn. */
  private static final class Second implements UDF1<Vector, Double> {
    @Serial private static final long serialVersionUID = 1L;

    @Override
    public Double call(Vector margins) {
      return margins.apply(1);
    }
  }

  private static final class Calibrate implements UDF1<Double, Double> {
    @Serial private static final long serialVersionUID = 1L;

    private final Calibrator calibrator;

    Calibrate(Calibrator calibrator) {
      this.calibrator = calibrator;
    }

    @Override
    public Double call(Double raw) {
      return calibrator.probability(raw);
    }
  }
}
