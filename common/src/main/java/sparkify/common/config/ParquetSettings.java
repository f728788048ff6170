package sparkify.common.config;

import java.io.Serializable;

/**
 * How Parquet is written.
 *
 * @param zstdLevel 1 (fast) to 19 (small)
 * @param rowGroupBytes size in memory at which a row group is written out
 * @param maxOpenFiles files that one task may have open
 */
public record ParquetSettings(int zstdLevel, long rowGroupBytes, int maxOpenFiles)
    implements Serializable {
  static ParquetSettings from(Section parquet) {
    return new ParquetSettings(
        parquet.integer("zstd-level", 1, 19),
        parquet.bytes("row-group", 1 << 20),
        parquet.integer("max-open-files", 1, 10_000));
  }

  /** The same, with another compression level. */
  public ParquetSettings withZstdLevel(int level) {
    return new ParquetSettings(level, rowGroupBytes, maxOpenFiles);
  }
}
