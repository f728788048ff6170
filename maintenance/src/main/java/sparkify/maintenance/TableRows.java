package sparkify.maintenance;

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
import sparkify.common.feed.Parsed;
import sparkify.common.feed.Schema;
import sparkify.lake.table.LandedRow;
import sparkify.lake.table.TableColumns;

/**
 * The rows of a table in Spark: its columns in their order, null where a file has no such column.
 */
final class TableRows {
  private TableRows() {}

  static Dataset<Row> read(SparkSession spark, Schema schema, List<String> paths) {
    return spark.read().schema(columns(schema)).parquet(paths.toArray(String[]::new));
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

  /** The row as it landed. */
  static LandedRow landed(Row row, Schema schema) {
    int columns = schema.columns().size();
    Object[] values = new Object[columns];
    for (int i = 0; i < columns; i++) {
      values[i] = row.get(i);
    }
    String timeColumn = schema.time();
    long time = timeColumn == null ? 0 : row.getLong(schema.indexOf(timeColumn));
    return new LandedRow(
        new Parsed.Row(values, time, row.getString(columns + 3)),
        row.getInt(columns),
        row.getLong(columns + 1),
        row.getLong(columns + 2));
  }
}
