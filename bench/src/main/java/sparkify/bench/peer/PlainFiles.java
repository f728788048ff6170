package sparkify.bench.peer;

import java.io.Closeable;
import java.io.IOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.OutputFile;
import sparkify.common.feed.Column;
import sparkify.lake.table.TableColumns;

/** One file per UTC day, open from its first row to the end. */
final class PlainFiles implements Closeable {
  private static final long DAY_MS = 86_400_000;
  private static final long ROW_GROUP_BYTES = 64 << 20;

  private final Configuration configuration = new Configuration();
  private final Map<Long, ParquetWriter<PlainRow>> open = new HashMap<>();
  private final String folder;
  private final String name;

  PlainFiles(String folder, String name) {
    this.folder = folder;
    this.name = name;
    configuration.setInt("parquet.compression.codec.zstd.level", 1);
  }

  void write(PlainRow row) throws IOException {
    long day = Math.floorDiv(row.time(), DAY_MS);
    ParquetWriter<PlainRow> writer = open.get(day);
    if (writer == null) {
      Path path = new Path("%s/date=%s/%s".formatted(folder, LocalDate.ofEpochDay(day), name));
      writer = builder(HadoopOutputFile.fromPath(path, configuration)).build();
      open.put(day, writer);
    }
    writer.write(row);
  }

  @Override
  public void close() throws IOException {
    for (ParquetWriter<PlainRow> writer : open.values()) {
      writer.close();
    }
  }

  private Builder builder(OutputFile file) {
    Builder builder =
        new Builder(file)
            .withConf(configuration)
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withRowGroupSize(ROW_GROUP_BYTES)
            .withDictionaryEncoding(TableColumns.OFFSET, false)
            .withDictionaryEncoding(TableColumns.TIMESTAMP, false);
    for (Column column : PlainRow.COLUMNS) {
      builder.withDictionaryEncoding(column.name(), !column.distinct());
    }
    return builder;
  }

  private static final class Builder extends ParquetWriter.Builder<PlainRow, Builder> {
    Builder(OutputFile file) {
      super(file);
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<PlainRow> getWriteSupport(Configuration configuration) {
      return new PlainRowSupport();
    }
  }
}
