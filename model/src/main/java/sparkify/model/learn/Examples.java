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
 * The rows to train and test on, cached while they are needed.
 *
 * <p>Unless there are very many, they are one partition, sorted by cutoff and user. Each fit then
 * adds up numbers in the same order, so the same rows give the same model, bit for bit, whatever
 * order they arrive in.
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
   * Computes the examples once and caches them.
   *
   * @param sortedRows up to this many rows become one sorted partition
   */
  static Examples cache(Dataset<Row> examples, List<String> features, long sortedRows) {
    Dataset<Row> narrow = examples.select(columns(features));
    // Without the cache, counting and sorting would each compute every feature.
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

  /** All rows, with all columns. */
  Dataset<Row> rows() {
    return rows;
  }

  /** The rows of one role. */
  Dataset<Row> rows(String role) {
    return rows.filter(col("role").equalTo(role));
  }

  /** The rows of one role, with the features also as one vector. */
  Dataset<Row> vectors(String role) {
    return assembler().transform(rows(role));
  }

  VectorAssembler assembler() {
    return new VectorAssembler().setInputCols(features.toArray(String[]::new)).setOutputCol(VECTOR);
  }

  /** The examples of one role, ordered by cutoff and user. */
  List<Example> list(String role) {
    return rows(role).select("userId", "cutoff", "label", "fold").collectAsList().stream()
        .map(r -> new Example(r.getString(0), r.get(1).toString(), r.getDouble(2), r.getInt(3)))
        .sorted(Comparator.comparing(Example::cutoff).thenComparing(Example::userId))
        .toList();
  }

  /** The values of one column of {@code rows}, in the order of {@code examples}. */
  static double[] column(Dataset<Row> rows, String name, List<Example> examples) {
    Map<String, Double> values = new HashMap<>();
    for (Row row : rows.select("userId", "cutoff", name).collectAsList()) {
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
