package sparkify.common.config;

import java.io.Serializable;

/**
 * How Parquet is written.
 *
 * @param zstdLevel 1 (fast) to 19 (small)
 * @param rowGroupBytes size in memory at which a row group is written out
 * @param maxOpenFiles files that one task may have open
 * @param writeMemoryBytes memory that all tasks of an executor may take for files and rows
 * @param sync whether a file is on disk before the commit that names it
 */
public record ParquetSettings(
    int zstdLevel, long rowGroupBytes, int maxOpenFiles, long writeMemoryBytes, boolean sync)
    implements Serializable {
  static ParquetSettings from(Section parquet) {
    return new ParquetSettings(
        parquet.integer("zstd-level", 1, 19),
        parquet.bytes("row-group", 1 << 20),
        parquet.integer("max-open-files", 1, 10_000),
        parquet.bytes("write-memory", 16 << 20),
        parquet.flag("sync"));
  }

  /** The same, with another compression level. */
  public ParquetSettings withZstdLevel(int level) {
    return new ParquetSettings(level, rowGroupBytes, maxOpenFiles, writeMemoryBytes, sync);
  }
}
