package sparkify.model.learn;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.monotonically_increasing_id;

import java.io.Serial;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.ml.Transformer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * The rows to train and test on, numbered, and cached while they are needed.
 *
 * <p>Unless there are very many, they are one partition, sorted by cutoff and user. Each fit then
 * adds up numbers in the same order, so the same rows give the same model, bit for bit, whatever
 * order they arrive in.
 *
 * <p>Very many rows are several partitions: users are distributed by a hash, and each partition is
 * sorted. The same rows are then still in the same places and have the same numbers, but Spark adds
 * up the sums of partitions as they arrive, so the last bits of a fit may differ.
 */
final class Examples implements AutoCloseable {
  static final String TRAIN = "train";
  static final String TEST = "test";

  /** What a candidate learns from, as one vector. */
  static final String VECTOR = "featureVector";

  /** INT: the row's number, from 0 without holes, by partition, cutoff and user. */
  static final String ROW = "row";

  /** At 100 features, a partition of this many rows takes about 40 MB. */
  private static final long ROWS_PER_PARTITION = 50_000;

  /** Partition and place in it, as {@code monotonically_increasing_id} combines them. */
  private static final String PLACE = "place";

  private static final String PARTITION = "int(shiftright(place, 33))";

  private final Dataset<Row> cached;
  private final long[] starts;
  private final List<String> features;

  /**
   * These rows.
   *
   * @param starts number of the first row of each partition, then the number of rows
   */
  private Examples(Dataset<Row> cached, long[] starts, List<String> features) {
    this.cached = cached;
    this.starts = starts;
    this.features = features;
  }

  /**
   * Computes the examples once and caches them.
   *
   * @param sortedRows up to this many rows become one sorted partition
   */
  static Examples cache(Dataset<Row> examples, List<String> features, long sortedRows) {
    Dataset<Row> narrow = examples.select(columns(features));
    // Without the cache, counting and sorting would each compute every feature.
    narrow.persist(StorageLevel.MEMORY_AND_DISK());
    int partitions = partitions(narrow.count(), sortedRows);
    Dataset<Row> sorted =
        narrow
            .repartition(partitions, col("userId"))
            .sortWithinPartitions("cutoff", "userId")
            .withColumn(PLACE, monotonically_increasing_id());
    sorted.persist(level(partitions));
    long[] starts = starts(sorted, partitions);
    narrow.unpersist();
    return new Examples(sorted, starts, features);
  }

  /** Depends on nothing but the number of rows, so that the same rows are divided the same way. */
  private static int partitions(long rows, long sortedRows) {
    return rows <= sortedRows ? 1 : Math.toIntExact(Math.max(2, rows / ROWS_PER_PARTITION));
  }

  /**
   * A fit keeps in memory what it reads many times; very many rows would leave it no room there.
   */
  private static StorageLevel level(int partitions) {
    return partitions == 1 ? StorageLevel.MEMORY_AND_DISK() : StorageLevel.DISK_ONLY();
  }

  private static long[] starts(Dataset<Row> sorted, int partitions) {
    long[] starts = new long[partitions + 1];
    for (Row counted : sorted.groupBy(expr(PARTITION)).count().collectAsList()) {
      starts[counted.getInt(0) + 1] = counted.getLong(1);
    }
    for (int i = 1; i < starts.length; i++) {
      starts[i] += starts[i - 1];
    }
    return starts;
  }

  List<String> features() {
    return features;
  }

  /** Number of rows. */
  int size() {
    return Math.toIntExact(starts[starts.length - 1]);
  }

  /** Whether they are one partition, of which one core at a time can make use. */
  boolean areOnePartition() {
    return starts.length == 2;
  }

  /** How many tasks Spark runs at a time. */
  int cores() {
    return cached.sparkSession().sparkContext().defaultParallelism();
  }

  /** All rows, with all columns and {@link #ROW}. */
  Dataset<Row> rows() {
    Column start = get(lit(starts), expr(PARTITION));
    Column withinPartition = col(PLACE).bitwiseAND((1L << 33) - 1);
    return cached.withColumn(ROW, start.plus(withinPartition).cast("int")).drop(PLACE);
  }

  /** The rows of one role. */
  Dataset<Row> rows(String role) {
    return rows().filter(col("role").equalTo(role));
  }

  /** The rows of one role: {@link #ROW}, {@code label}, {@code fold}, {@link #VECTOR}. */
  Dataset<Row> vectors(String role, Inputs inputs) {
    Dataset<Row> rows = rows(role);
    for (Transformer stage : inputs.stages(features)) {
      rows = stage.transform(rows);
    }
    return rows.select(ROW, "label", "fold", VECTOR);
  }

  /** The vectors of the train rows, computed once; the caller releases them. */
  Dataset<Row> cachedTrainVectors(Inputs inputs) {
    Dataset<Row> vectors = vectors(TRAIN, inputs).persist(level(starts.length - 1));
    vectors.count();
    return vectors;
  }

  /** The rows of one role without their features. */
  RoleRows of(String role) {
    LongColumns found =
        LongColumns.collect(
            rows(role)
                .selectExpr(
                    "bigint(row)",
                    "xxhash64(userId)",
                    "bigint(unix_date(cutoff))",
                    "bigint(label)",
                    "bigint(fold)"));
    return new RoleRows(
        found.ints(0), found.longs(1), found.ints(2), found.doubles(3), found.ints(4));
  }

  /**
   * Columns of doubles as arrays, in the order of {@code order}.
   *
   * @param rows all rows of that role, with {@link #ROW}
   */
  static double[][] values(Dataset<Row> rows, List<String> columns, RoleRows order) {
    Column[] selected =
        Stream.concat(Stream.of(ROW), columns.stream())
            .map(name -> col("`" + name + "`"))
            .toArray(Column[]::new);
    List<Block> blocks = rows.select(selected).javaRDD().mapPartitions(new AsBlock()).collect();
    double[][] values = new double[columns.size()][order.size()];
    int placed = order.place(blocks, values);
    if (placed != order.size()) {
      throw new IllegalStateException(
          "Found %d rows with %s, expected %d".formatted(placed, columns, order.size()));
    }
    return values;
  }

  @Override
  public void close() {
    cached.unpersist();
  }

  private static Column[] columns(List<String> features) {
    return Stream.concat(Stream.of("userId", "cutoff", "role", "label", "fold"), features.stream())
        .map(name -> col("`" + name + "`"))
        .toArray(Column[]::new);
  }

  /** All columns after the first, which is {@link #ROW}. */
  private static final class AsBlock implements FlatMapFunction<Iterator<Row>, Block> {
    @Serial private static final long serialVersionUID = 1L;

    @Override
    public Iterator<Block> call(Iterator<Row> rows) {
      return List.of(Block.of(rows, AsBlock::doubles)).iterator();
    }

    private static double[] doubles(Row row) {
      return IntStream.range(1, row.size()).mapToDouble(row::getDouble).toArray();
    }
  }
}
