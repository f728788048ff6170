package sparkify.lake.log;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import sparkify.lake.log.Manifest.DataFile;
import sparkify.lake.log.Manifest.Kind;
import sparkify.lake.log.Manifest.Writer;

/** Manifests that no session in these tests writes. */
final class TestManifests {
  private TestManifests() {}

  /** Replaces {@code old} with a staged file of the same content. */
  static Manifest compact(long seq, DataFile old, TestTable table) throws IOException {
    String staged = "events/_staging/%020d-merged/merged.parquet".formatted(seq);
    table.files().writeDurably(table.at(staged), table.files().read(table.at(old.path())));
    String merged = old.path().replace("part-", "merged-" + seq + "-");
    return new Manifest(
        seq,
        Kind.COMPACT,
        "compact-" + seq,
        Instant.EPOCH,
        new Writer("compaction", 1, "session", "test"),
        null,
        Map.of(),
        List.of(),
        List.of(),
        List.of(
            new DataFile(
                staged, merged, old.rows(), old.bytes(), old.minTime(), old.maxTime(), null)),
        List.of(),
        List.of(old.path()),
        List.of(),
        List.of());
  }
}
