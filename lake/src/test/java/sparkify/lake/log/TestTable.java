package sparkify.lake.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import sparkify.common.config.LogSettings;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitSession.Batch;
import sparkify.lake.log.CommitSession.Opening;
import sparkify.lake.log.CommitSession.StagedFile;
import sparkify.lake.log.Manifest.Range;
import sparkify.lake.log.Manifest.Topic;

/** A table whose files hold offsets instead of rows, one per line. */
final class TestTable {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
  private static final long DAY = 86_400_000;

  private final LakeFileSystem files;
  private final LogSettings settings;
  private final Map<String, CommitSession> sessions = new TreeMap<>();
  private final Set<String> running = ConcurrentHashMap.newKeySet();

  /** A table whose log is too short for a checkpoint. */
  TestTable(LakeFileSystem files) {
    this(files, 1_000);
  }

  TestTable(LakeFileSystem files, int checkpointEvery) {
    this(files, checkpointEvery, Duration.ofDays(7));
  }

  /**
   * @param keep how long what is superseded stays; the clock of these tests stands still in the
   *     past, so only a negative duration makes anything old enough
   */
  TestTable(LakeFileSystem files, int checkpointEvery, Duration keep) {
    this.files = files;
    this.settings = new LogSettings(checkpointEvery, keep);
  }

  LakeFileSystem files() {
    return files;
  }

  CommitLog log() {
    return log(files);
  }

  static CommitLog log(LakeFileSystem files) {
    return new CommitLog(new TablePaths(files, "events"));
  }

  /** An application that runs until {@link #end}. */
  Driver driver(String application, int attempt) {
    running.add(application);
    return new Driver(application, attempt, "test", running::contains, CLOCK);
  }

  void end(String application) {
    running.remove(application);
  }

  CommitSession open(Driver driver) throws IOException {
    return open(files, driver, null);
  }

  CommitSession open(LakeFileSystem through, Driver driver, @Nullable String takeOver)
      throws IOException {
    Topic topic = new Topic("events", "topic-id", 1);
    return CommitSession.open(
        log(through),
        settings,
        driver,
        takeOver,
        state -> new Opening(topic, Map.of(0, 0L), List.of()));
  }

  /** The session of {@code application}, which opens the table when it is first asked for. */
  CommitSession session(String application) throws IOException {
    CommitSession session = sessions.get(application);
    if (session == null) {
      session = open(driver(application, 1));
      sessions.put(application, session);
    }
    return session;
  }

  Manifest land(CommitSession session, int count) throws IOException {
    return land(files, session, count);
  }

  /** Lands the next {@code count} offsets of partition 0, the last of them as a reject. */
  static Manifest land(LakeFileSystem through, CommitSession session, int count)
      throws IOException {
    String staging = session.stage();
    return session.commit(staging, write(through, session, staging, count));
  }

  static Batch write(LakeFileSystem through, CommitSession session, String staging, int count)
      throws IOException {
    long from = session.state().committed().getOrDefault(0, 0L);
    long until = from + count;
    long middle = from + count / 2;
    String at = session.staging(staging);
    List<StagedFile> rows = new ArrayList<>();
    rows.add(
        file(through, at, "date=2018-10-01/a.parquet", "events/date=2018-10-01", from, middle));
    rows.add(
        file(
            through, at, "date=2018-10-02/a.parquet", "events/date=2018-10-02", middle, until - 1));
    List<StagedFile> rejects =
        List.of(file(through, at, "rejects/a.parquet", "rejects/feed=events", until - 1, until));
    return new Batch(List.of(new Range(0, from, until, count - 1, 1, 0)), rows, rejects);
  }

  private static StagedFile file(
      LakeFileSystem through, String staging, String name, String folder, long from, long until)
      throws IOException {
    StringBuilder lines = new StringBuilder();
    LongStream.range(from, until).forEach(offset -> lines.append(offset).append('\n'));
    byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = through.createDurably(through.at(staging + "/" + name))) {
      out.write(bytes);
    }
    return new StagedFile(name, folder, until - from, bytes.length, from * DAY, until * DAY, null);
  }

  /** How often each offset is visible to bare readers of table and rejects. */
  Map<Long, Integer> visible() throws IOException {
    Map<Long, Integer> seen = new TreeMap<>();
    for (String root : List.of("events", "rejects")) {
      for (FileStatus file : files.visibleFiles(files.at(root))) {
        new String(files.read(file.getPath()), StandardCharsets.UTF_8)
            .lines()
            .forEach(line -> seen.merge(Long.valueOf(line), 1, Integer::sum));
      }
    }
    return seen;
  }

  /** The offsets 0 to {@code until}, once each. */
  static Map<Long, Integer> once(long until) {
    Map<Long, Integer> all = new TreeMap<>();
    LongStream.range(0, until).forEach(offset -> all.put(offset, 1));
    return all;
  }

  /** Checks that the log accounts for every offset that it covers. */
  void requireBalance() throws IOException {
    assertThat(log().read().partitions().values())
        .allMatch(
            p -> p.committed() - p.start() == p.landed() + p.rejected() + p.gaps() + p.absent());
  }

  /** The names in the staging folder. */
  List<String> staged() throws IOException {
    return files.list(files.at("events/_staging")).stream()
        .map(s -> s.getPath().getName())
        .toList();
  }

  /** Commits {@code manifest} without a session, as another program would. */
  void commitDirectly(Manifest manifest) throws Exception {
    String id = "%020d-other".formatted(manifest.seq());
    new Staging(log().paths()).create(id, manifest.writer().application());
    Manifest other = new Committer(log()).tryCommit(manifest, id);
    if (other != null) {
      throw new IllegalStateException("Taken: " + other);
    }
    files.delete(files.at("events/_staging/" + id));
  }

  Path at(String path) {
    return files.at(path);
  }
}
