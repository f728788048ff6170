package sparkify.model.learn;

import static org.apache.spark.sql.functions.col;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * The rows to learn from and to test on, kept in memory while they are needed.
 *
 * <p>Up to a number of rows they are one partition, sorted by cutoff and user: the sums of a fit
 * then add up in the same order each time, so the same rows give the same model, bit for bit,
 * however they came.
 */
final class Examples implements AutoCloseable {
  static final String TRAIN = "train";
  static final String TEST = "test";

  /** The features as one vector. */
  static final String VECTOR = "featureVector";

  private final Dataset<Row> rows;
  private final List<String> features;

  private Examples(Dataset<Row> rows, List<String> features) {
    this.rows = rows;
    this.features = features;
  }

  /**
   * Reads the examples once and keeps them.
   *
   * @param sortedRows up to this many become one sorted partition
   */
  static Examples keep(Dataset<Row> examples, List<String> features, long sortedRows) {
    Dataset<Row> narrow = examples.select(columns(features));
    // Counting alone would compute every feature once more.
    narrow.persist(StorageLevel.MEMORY_AND_DISK());
    if (narrow.count() > sortedRows) {
      return new Examples(narrow, features);
    }
    Dataset<Row> sorted = narrow.repartition(1).sortWithinPartitions("cutoff", "userId");
    sorted.persist(StorageLevel.MEMORY_AND_DISK()).count();
    narrow.unpersist();
    return new Examples(sorted, features);
  }

  List<String> features() {
    return features;
  }

  /** Every row and column. */
  Dataset<Row> rows() {
    return rows;
  }

  /** The rows of one role. */
  Dataset<Row> rows(String role) {
    return rows.filter(col("role").equalTo(role));
  }

  /** The rows of one role, with their features as one vector too. */
  Dataset<Row> vectors(String role) {
    return assembler().transform(rows(role));
  }

  VectorAssembler assembler() {
    return new VectorAssembler().setInputCols(features.toArray(String[]::new)).setOutputCol(VECTOR);
  }

  /** What the rows of one role are, by cutoff and user. */
  List<Example> list(String role) {
    return rows(role).select("userId", "cutoff", "label", "fold").collectAsList().stream()
        .map(r -> new Example(r.getString(0), r.get(1).toString(), r.getDouble(2), r.getInt(3)))
        .sorted(Comparator.comparing(Example::cutoff).thenComparing(Example::userId))
        .toList();
  }

  /** The values of one column for {@code examples}, in their order. */
  double[] column(Dataset<Row> rowsOfThem, String name, List<Example> examples) {
    Map<String, Double> values = new HashMap<>();
    for (Row row : rowsOfThem.select("userId", "cutoff", name).collectAsList()) {
      values.put(Example.key(row.getString(0), row.get(1).toString()), row.getDouble(2));
    }
    return examples.stream()
        .mapToDouble(e -> Objects.requireNonNull(values.get(e.key()), e.key()))
        .toArray();
  }

  @Override
  public void close() {
    rows.unpersist();
  }

  private static Column[] columns(List<String> features) {
    return Stream.concat(Stream.of("userId", "cutoff", "role", "label", "fold"), features.stream())
        .map(name -> col("`" + name + "`"))
        .toArray(Column[]::new);
  }
}
