package sparkify.bench.jmh;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import sparkify.common.Sha256;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.LogState;
import sparkify.lake.log.Manifest;
import sparkify.lake.log.Manifest.DataFile;
import sparkify.lake.log.Manifest.Kind;
import sparkify.lake.log.Manifest.Range;
import sparkify.lake.log.Manifest.Topic;
import sparkify.lake.log.Manifest.Writer;
import sparkify.lake.log.TablePaths;

/** Reads a commit log that no checkpoint shortens yet. */
@State(Scope.Benchmark)
public class ManifestBenchmark {
  private static final int MANIFESTS = 200;
  private static final int FILES = 30;
  private static final int PARTITIONS = 3;
  private static final long ROWS = 50_000;
  private static final String TABLE = "events";

  private final TemporaryLake lake = TemporaryLake.create();
  private final CommitLog log = new CommitLog(new TablePaths(lake.files(), TABLE));

  /** Writes the log. */
  @Setup
  public void write() {
    for (int seq = 1; seq <= MANIFESTS; seq++) {
      String body = manifest(seq).toJson();
      String head = "{\"format\":1,\"sha256\":\"" + Sha256.hex(body) + "\",\"manifest\":";
      lake.write("%s/_commits/%020d.json".formatted(TABLE, seq), head + body + "}\n");
    }
  }

  /** All of it, a manifest per operation. */
  @Benchmark
  @OperationsPerInvocation(MANIFESTS)
  public LogState read() throws IOException {
    return log.read();
  }

  /** Deletes all files. */
  @TearDown
  public void delete() {
    lake.delete("");
  }

  private static Manifest manifest(long seq) {
    return new Manifest(
        seq,
        seq == 1 ? Kind.OPEN : Kind.BATCH,
        "uuid-" + seq,
        Instant.EPOCH.plusSeconds(2 * seq),
        new Writer("application_1_1", 1, "session", "code"),
        new Topic("bench.events", "id", PARTITIONS),
        seq == 1 ? Map.of(0, 0L, 1, 0L, 2, 0L) : Map.of(),
        seq == 1 ? List.of() : ranges(seq - 2),
        List.of(),
        seq == 1 ? List.of() : files(seq),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static List<Range> ranges(long batch) {
    return IntStream.range(0, PARTITIONS)
        .mapToObj(p -> new Range(p, batch * ROWS, (batch + 1) * ROWS, ROWS, 0, 0))
        .toList();
  }

  private static List<DataFile> files(long seq) {
    String sha256 = Sha256.hex("" + seq);
    return IntStream.range(0, FILES)
        .mapToObj(
            day -> {
              String name = "date=2018-10-%02d/part-%d.parquet".formatted(day + 1, seq);
              String staged = "events/_staging/" + seq + "/" + name;
              return new DataFile(staged, "events/" + name, ROWS / 10, 1 << 20, 0, 1, sha256);
            })
        .toList();
  }
}
