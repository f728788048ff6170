package sparkify.bench.flink;

import java.io.IOException;
import java.io.Serial;
import org.apache.flink.formats.parquet.ParquetBuilder;
import org.apache.flink.formats.parquet.row.ParquetRowDataBuilder;
import org.apache.flink.table.data.RowData;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;

/** Opens Parquet files with the options that our own files have. */
final class RowWriters implements ParquetBuilder<RowData> {
  @Serial private static final long serialVersionUID = 1L;

  private static final long ROW_GROUP_BYTES = 64 << 20;

  @Override
  public ParquetWriter<RowData> createWriter(OutputFile out) throws IOException {
    Configuration configuration = new Configuration(false);
    configuration.setInt("parquet.compression.codec.zstd.level", 1);
    ParquetRowDataBuilder builder = new ParquetRowDataBuilder(out, Columns.TYPE, true);
    builder
        .withConf(configuration)
        .withCompressionCodec(CompressionCodecName.ZSTD)
        .withRowGroupSize(ROW_GROUP_BYTES);
    Columns.DISTINCT.forEach(column -> builder.withDictionaryEncoding(column, false));
    return builder.build();
  }
}
