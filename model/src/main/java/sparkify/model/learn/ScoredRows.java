package sparkify.model.learn;

import static org.apache.spark.sql.functions.broadcast;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import sparkify.model.measure.Scores;

/** Collects the scores of the examples, to keep them with the rows. */
final class ScoredRows {
  private static final StructType SCHEMA =
      new StructType()
          .add("userId", DataTypes.StringType)
          .add("day", DataTypes.StringType)
          .add("raw", DataTypes.DoubleType)
          .add("probability", DataTypes.DoubleType);

  private final List<Row> scores = new ArrayList<>();

  ScoredRows add(List<Example> examples, Scores scored) {
    for (int i = 0; i < examples.size(); i++) {
      Example one = examples.get(i);
      scores.add(
          RowFactory.create(one.userId(), one.cutoff(), scored.raw(i), scored.probability(i)));
    }
    return this;
  }

  /** All examples with their scores. At one cutoff no user has both roles, so the key is unique. */
  Dataset<Row> joinedTo(Examples examples) {
    Dataset<Row> rows = examples.rows();
    Dataset<Row> known = rows.sparkSession().createDataFrame(scores, SCHEMA);
    return rows.join(
            broadcast(known),
            rows.col("userId")
                .equalTo(known.col("userId"))
                .and(rows.col("cutoff").cast(DataTypes.StringType).equalTo(known.col("day"))))
        .drop(known.col("userId"))
        .drop("day");
  }
}
