package sparkify.lake.table;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.codec.ZstandardCodec;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import sparkify.common.config.ParquetSettings;
import sparkify.common.feed.Column;
import sparkify.common.feed.Schema;
import sparkify.lake.fs.LakeFileSystem;

/** Opens Parquet files for writing, compressed with zstd. */
final class ParquetFile {
  private ParquetFile() {}

  static ParquetWriter<LandedRow> rows(
      LakeFileSystem files, Path path, Schema schema, ParquetSettings settings) throws IOException {
    Builder<LandedRow> builder =
        new Builder<>(output(files, path, settings), new LandedRowSupport(schema));
    for (Column column : schema.columns()) {
      builder.withDictionaryEncoding(column.name(), !column.distinct());
    }
    builder.withDictionaryEncoding(TableColumns.OFFSET, false);
    builder.withDictionaryEncoding(TableColumns.TIMESTAMP, false);
    return build(builder, settings, files.configuration());
  }

  static ParquetWriter<RejectedRecord> rejects(
      LakeFileSystem files, Path path, ParquetSettings settings) throws IOException {
    Builder<RejectedRecord> builder =
        new Builder<>(output(files, path, settings), new RejectSupport());
    return build(builder, settings, files.configuration());
  }

  private static OutputFile output(LakeFileSystem files, Path path, ParquetSettings settings) {
    return new LakeOutputFile(files, path, settings.sync());
  }

  private static <T> ParquetWriter<T> build(
      Builder<T> builder, ParquetSettings settings, Configuration configuration)
      throws IOException {
    Configuration own = new Configuration(configuration);
    own.setInt(ZstandardCodec.PARQUET_COMPRESS_ZSTD_LEVEL, settings.zstdLevel());
    return builder
        .withConf(own)
        .withCompressionCodec(CompressionCodecName.ZSTD)
        .withRowGroupSize(settings.rowGroupBytes())
        .withWriteMode(ParquetFileWriter.Mode.CREATE)
        .build();
  }

  private static final class Builder<T> extends ParquetWriter.Builder<T, Builder<T>> {
    private final WriteSupport<T> support;

    Builder(OutputFile file, WriteSupport<T> support) {
      super(file);
      this.support = support;
    }

    @Override
    protected Builder<T> self() {
      return this;
    }

    @Override
    protected WriteSupport<T> getWriteSupport(Configuration configuration) {
      return support;
    }
  }
}
