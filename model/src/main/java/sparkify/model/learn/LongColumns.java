package sparkify.model.learn;

import java.io.Serial;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Columns of BIGINT as arrays on the driver. Each partition sends one array instead of many rows.
 */
final class LongColumns {
  private final int width;
  private final List<long[]> blocks;

  private LongColumns(int width, List<long[]> blocks) {
    this.width = width;
    this.blocks = blocks;
  }

  /** All columns of {@code rows}. */
  static LongColumns collect(Dataset<Row> rows) {
    return new LongColumns(
        rows.columns().length, rows.javaRDD().mapPartitions(new Flatten()).collect());
  }

  long[] longs(int column) {
    return stream(column).toArray();
  }

  int[] ints(int column) {
    return stream(column).mapToInt(Math::toIntExact).toArray();
  }

  double[] doubles(int column) {
    return stream(column).asDoubleStream().toArray();
  }

  private LongStream stream(int column) {
    return blocks.stream()
        .flatMapToLong(
            block ->
                IntStream.range(0, block.length / width)
                    .mapToLong(row -> block[row * width + column]));
  }

  private static final class Flatten implements FlatMapFunction<Iterator<Row>, long[]> {
    @Serial private static final long serialVersionUID = 1L;

    @Override
    public Iterator<long[]> call(Iterator<Row> rows) {
      LongStream.Builder values = LongStream.builder();
      rows.forEachRemaining(
          row -> IntStream.range(0, row.size()).forEach(i -> values.add(row.getLong(i))));
      return List.of(values.build().toArray()).iterator();
    }
  }
}
