package sparkify.model.learn;

import java.io.Serializable;
import java.util.Iterator;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;

/**
 * Numbers about the rows of one partition, the same count for each row. They travel to the driver
 * as two arrays, because a million rows as objects would not fit into its memory.
 *
 * @param rows the rows' numbers, see {@link Examples#ROW}
 * @param values those of the first row, then those of the second, and so on
 */
@SuppressWarnings("ArrayRecordComponent") // Only carried from executor to driver.
record Block(int[] rows, double[] values) implements Serializable {

  /** What {@code numbers} says about each of {@code rows}. */
  static Block of(Iterator<Row> rows, Function<Row, double[]> numbers) {
    IntStream.Builder numbered = IntStream.builder();
    DoubleStream.Builder values = DoubleStream.builder();
    while (rows.hasNext()) {
      Row row = rows.next();
      numbered.add(row.<Integer>getAs(Examples.ROW));
      for (double number : numbers.apply(row)) {
        values.add(number);
      }
    }
    return new Block(numbered.build().toArray(), values.build().toArray());
  }

  /** One of the numbers about the row at {@code place}. */
  double value(int place, int which) {
    return values[place * (values.length / rows.length) + which];
  }
}
