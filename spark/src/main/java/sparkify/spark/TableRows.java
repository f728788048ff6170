package sparkify.spark;

import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import sparkify.common.feed.Column;
import sparkify.common.feed.Schema;
import sparkify.lake.table.TableColumns;

/**
 * The rows of a feed's table in Spark: its columns in their order, null where a file has no such
 * column.
 */
public final class TableRows {
  private TableRows() {}

  /**
   * The rows of the files {@code paths}.
   *
   * @throws UncheckedIOException when Spark does not find every file
   */
  public static Dataset<Row> read(SparkSession spark, Schema schema, List<String> paths) {
    Dataset<Row> rows = spark.read().schema(columns(schema)).parquet(paths.toArray(String[]::new));
    requireAll(paths.size(), rows.inputFiles().length);
    return rows;
  }

  /** Spark silently leaves out a file that is moved after Spark has checked that it exists. */
  private static void requireAll(int files, int found) {
    if (found != files) {
      throw new UncheckedIOException(
          new FileNotFoundException("Spark found only %d of %d files".formatted(found, files)));
    }
  }

  private static StructType columns(Schema schema) {
    List<StructField> fields = new ArrayList<>();
    schema.columns().forEach(c -> fields.add(field(c.name(), type(c.type()))));
    fields.add(field(TableColumns.PARTITION, DataTypes.IntegerType));
    fields.add(field(TableColumns.OFFSET, DataTypes.LongType));
    fields.add(field(TableColumns.TIMESTAMP, DataTypes.LongType));
    fields.add(field(TableColumns.EXTRA, DataTypes.StringType));
    return DataTypes.createStructType(fields);
  }

  private static StructField field(String name, DataType type) {
    return DataTypes.createStructField(name, type, true);
  }

  private static DataType type(Column.Type type) {
    return switch (type) {
      case TEXT -> DataTypes.StringType;
      case INT -> DataTypes.IntegerType;
      case LONG -> DataTypes.LongType;
      case DOUBLE -> DataTypes.DoubleType;
    };
  }
}
