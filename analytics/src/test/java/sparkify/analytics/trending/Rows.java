package sparkify.analytics.trending;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.jspecify.annotations.Nullable;
import sparkify.common.event.Events;
import sparkify.common.feed.Column;
import sparkify.common.feed.Parsed;
import sparkify.common.feed.Utf8Text;
import sparkify.lake.log.CommitLog;
import sparkify.lake.snapshot.Snapshot;
import sparkify.lake.table.LandedRow;
import sparkify.lake.table.TableColumns;

/** Reads whole rows of events, by the library's own reader of examples. */
final class Rows {
  private static final List<String> COLUMNS =
      Events.SCHEMA.columns().stream().map(Column::name).toList();

  private Rows() {}

  /** All rows after commit {@code seq}. */
  static List<LandedRow> at(CommitLog log, long seq) throws IOException {
    List<LandedRow> rows = new ArrayList<>();
    for (String path : Snapshot.at(log, seq).paths()) {
      rows.addAll(read(new Path(path), log.paths().files().configuration()));
    }
    return rows;
  }

  static List<LandedRow> read(Path file, Configuration configuration) throws IOException {
    List<LandedRow> rows = new ArrayList<>();
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), file).withConf(configuration).build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        rows.add(landed(row));
      }
    }
    return rows;
  }

  /** A value of a row, text as a string. */
  static @Nullable Object value(LandedRow row, String column) {
    Object value = row.row().values()[COLUMNS.indexOf(column)];
    return value instanceof Utf8Text text ? text.toString() : value;
  }

  private static LandedRow landed(Group row) {
    Object[] values = Events.SCHEMA.columns().stream().map(column -> value(row, column)).toArray();
    return new LandedRow(
        new Parsed.Row(values, row.getLong(Events.SCHEMA.time(), 0), null),
        row.getInteger(TableColumns.PARTITION, 0),
        row.getLong(TableColumns.OFFSET, 0),
        row.getLong(TableColumns.TIMESTAMP, 0));
  }

  private static @Nullable Object value(Group row, Column column) {
    String name = column.name();
    if (row.getFieldRepetitionCount(name) == 0) {
      return null;
    }
    return switch (column.type()) {
      case TEXT -> Utf8Text.of(row.getString(name, 0));
      case INT -> row.getInteger(name, 0);
      case LONG -> row.getLong(name, 0);
      case DOUBLE -> row.getDouble(name, 0);
    };
  }
}
