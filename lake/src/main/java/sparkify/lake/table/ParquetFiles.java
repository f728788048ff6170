package sparkify.lake.table;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.codec.ZstandardCodec;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import sparkify.common.config.ParquetSettings;
import sparkify.common.feed.Schema;
import sparkify.lake.fs.LakeFileSystem;

/** Opens Parquet files for writing, compressed with zstd. Safe for use by several threads. */
public final class ParquetFiles {
  /** Every open file has a buffer of this size. */
  private static final int PAGE_BYTES = 256 << 10;

  private final LakeFileSystem files;
  private final ParquetSettings settings;

  /**
   * Shared by all files, because a copy takes more memory than all else that an open file needs.
   */
  private final Configuration configuration;

  /** Opens files of the lake in {@code files}. */
  public ParquetFiles(LakeFileSystem files, ParquetSettings settings) {
    this.files = files;
    this.settings = settings;
    this.configuration = new Configuration(files.configuration());
    configuration.setInt(ZstandardCodec.PARQUET_COMPRESS_ZSTD_LEVEL, settings.zstdLevel());
  }

  OpenFile<LandedRow> rows(OpenFile.Place place, Schema schema) throws IOException {
    LakeOutputFile output = output(place);
    return new OpenFile<>(place, output, new LandedRowWriter(output, schema, settings));
  }

  OpenFile<RejectedRecord> rejects(OpenFile.Place place) throws IOException {
    return open(place, new RejectSupport());
  }

  /** Opens a file for what {@code support} writes. */
  public <T> OpenFile<T> open(OpenFile.Place place, WriteSupport<T> support) throws IOException {
    LakeOutputFile output = output(place);
    ParquetWriter<T> writer = build(new Builder<>(output, support));
    return new OpenFile<>(place, output, new SupportedWriter<>(writer, output));
  }

  private LakeOutputFile output(OpenFile.Place place) {
    return new LakeOutputFile(files, place.path(), settings.sync());
  }

  private <T> ParquetWriter<T> build(Builder<T> builder) throws IOException {
    return builder
        .withConf(configuration)
        .withCompressionCodec(CompressionCodecName.ZSTD)
        .withRowGroupSize(settings.rowGroupBytes())
        .withPageSize(PAGE_BYTES)
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
