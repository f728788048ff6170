package sparkify.common.config;

/**
 * The compaction application.
 *
 * @param targetBytes size of the files it writes
 * @param minFiles a date with fewer small files than this is left alone
 * @param groupBytes how much it rewrites before it commits
 * @param zstdLevel 1 (fast) to 19 (small)
 */
public record CompactionSettings(
    long targetBytes,
    int minFiles,
    long groupBytes,
    int zstdLevel,
    ApplicationSettings application) {
  static CompactionSettings from(Section compaction) {
    return new CompactionSettings(
        compaction.bytes("target-size", 1 << 10),
        compaction.integer("min-files", 2, 1_000_000),
        compaction.bytes("group-size", 1 << 10),
        compaction.integer("zstd-level", 1, 19),
        ApplicationSettings.from(compaction));
  }

  /** The size below which a file is small: half of what this application would write. */
  public long smallBelow() {
    return targetBytes / 2;
  }
}
