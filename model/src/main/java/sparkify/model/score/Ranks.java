package sparkify.model.score;

import static org.apache.spark.sql.functions.col;

import java.io.Serial;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.Tuple2;

/**
 * Ranks users by their risk of churn, in parallel: a sort gives each task a range of scores, and a
 * user's rank is the number of users in the ranges before plus the place in the range.
 */
final class Ranks {
  private Ranks() {}

  /**
   * Adds the column {@code rank} INT, from 1 for the highest {@code raw}. Ties are broken by user
   * id, so that the same rows always get the same ranks.
   *
   * @param scored is read twice, once to find the ranges, so it should be cached
   */
  static Dataset<Row> of(Dataset<Row> scored) {
    JavaRDD<Row> ranked =
        scored
            .sort(col("raw").desc(), col("userId"))
            .javaRDD()
            .zipWithIndex()
            .map(new AppendPlace());
    StructType schema = scored.schema().add("rank", DataTypes.IntegerType, false);
    return scored.sparkSession().createDataFrame(ranked, schema);
  }

  private static final class AppendPlace implements Function<Tuple2<Row, Long>, Row> {
    @Serial private static final long serialVersionUID = 1L;

    @Override
    public Row call(Tuple2<Row, Long> placed) {
      Row row = placed._1();
      Object[] values = new Object[row.size() + 1];
      for (int i = 0; i < row.size(); i++) {
        values[i] = row.get(i);
      }
      values[row.size()] = Math.toIntExact(placed._2() + 1);
      return RowFactory.create(values);
    }
  }
}
