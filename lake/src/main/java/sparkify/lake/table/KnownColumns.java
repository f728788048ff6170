package sparkify.lake.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;
import sparkify.common.OperatorError;
import sparkify.common.ParallelTasks;
import sparkify.common.feed.Schema;

/**
 * Checks that files hold only what this version can write again, so that rewriting loses nothing.
 */
public final class KnownColumns {
  private static final int READERS = 8;

  private final MessageType known;
  private final Configuration configuration;

  /** The columns of a table whose rows have {@code schema}. */
  public KnownColumns(Schema schema, Configuration configuration) {
    this.known = TableColumns.parquet(schema);
    this.configuration = configuration;
  }

  /**
   * Checks every column of {@code files}. An optional column may be missing.
   *
   * @throws OperatorError that names a file with a column of another name or type
   */
  public void require(List<Path> files) throws IOException {
    List<Callable<Void>> checks = new ArrayList<>(files.size());
    files.forEach(file -> checks.add(() -> require(file)));
    new ParallelTasks("read the columns of the files", READERS).run(checks);
  }

  private @Nullable Void require(Path file) throws IOException {
    MessageType stored = columns(file);
    for (Type column : stored.getFields()) {
      String name = column.getName();
      if (!known.containsField(name)) {
        throw refused(file, "its column " + name + " is unknown to this version");
      }
      if (!isSameType(column, known.getType(name))) {
        throw refused(
            file, "its column %s is %s, not %s".formatted(name, column, known.getType(name)));
      }
    }
    for (Type column : known.getFields()) {
      if (column.isRepetition(Type.Repetition.REQUIRED)
          && !stored.containsField(column.getName())) {
        throw refused(file, "it has no column " + column.getName());
      }
    }
    return null;
  }

  private MessageType columns(Path file) throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(file, configuration))) {
      return reader.getFileMetaData().getSchema();
    }
  }

  private static boolean isSameType(Type stored, Type known) {
    return stored.isPrimitive()
        && primitive(stored) == primitive(known)
        && stored.getLogicalTypeAnnotation() == known.getLogicalTypeAnnotation();
  }

  private static PrimitiveType.PrimitiveTypeName primitive(Type type) {
    return type.asPrimitiveType().getPrimitiveTypeName();
  }

  private static OperatorError refused(Path file, String why) {
    return new OperatorError(
        "Cannot rewrite %s without losing data: %s; use the version that wrote it"
            .formatted(file, why));
  }
}
