package sparkify.maintenance;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftright;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What rows hold, whatever their order: how many there are, and the sum of a 64-bit hash of each,
 * modulo 2^64.
 */
record ContentSum(long rows, long hashes) {
  private static final long LOW = 0xffff_ffffL;

  static ContentSum of(Dataset<Row> rows) {
    Column hash = col("hash");
    Row sums =
        rows.select(hash(rows).as("hash"))
            .agg(
                count(lit(1)),
                // Halves, because the sum of the whole could overflow, which is an error in ANSI
                // mode.
                coalesce(sum(shiftright(hash, Integer.SIZE)), lit(0L)),
                coalesce(sum(hash.bitwiseAND(LOW)), lit(0L)))
            .head();
    return new ContentSum(sums.getLong(0), (sums.getLong(1) << Integer.SIZE) + sums.getLong(2));
  }

  /** Of every value, and of which values are null, because the hash of null is that of nothing. */
  private static Column hash(Dataset<Row> rows) {
    List<Column> all = new ArrayList<>();
    for (String name : rows.columns()) {
      all.add(col(name));
      all.add(col(name).isNull());
    }
    return xxhash64(all.toArray(Column[]::new));
  }

  @Override
  public String toString() {
    return "%d rows with sum %016x".formatted(rows, hashes);
  }
}
