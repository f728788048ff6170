package sparkify.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sparkify.common.OperatorError;
import sparkify.lake.fs.EmbeddedHdfs;
import sparkify.lake.fs.FileSystemHook;
import sparkify.lake.log.Manifest;
import sparkify.lake.log.Manifest.Kind;
import sparkify.lake.snapshot.Snapshot;

/** Compaction while it is killed, while others change the table, and while disks fail. */
@Timeout(300)
final class CompactionFaultsIT {
  private static final String FIRST = "2018-10-01";
  private static final String SECOND = "2018-10-02";

  @RegisterExtension static final EmbeddedHdfs hdfs = new EmbeddedHdfs();

  private static final AtomicInteger LAKES = new AtomicInteger();

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private EventLake lake;

  @BeforeEach
  void createLake() {
    lake = new EventLake(hdfs, "faults-" + LAKES.incrementAndGet());
  }

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  /** The moment of a kill: before the first operation on a path that matches {@code where}. */
  @ParameterizedTest
  @CsvSource({
    "listStatus, /_commits",
    "create, /_owner=",
    "getFileStatus, /date=2018-10-01/part-",
    "open, /date=2018-10-02/part-",
    "create, /_staging/.*\\d-0000.parquet",
    "getFileStatus, /_staging/.*\\d-0000.parquet",
    "open, /_staging/.*\\d-0000.parquet",
    "create, /manifest-",
    "rename, /manifest-",
    "mkdir, /_replaced/",
    "rename, /date=2018-10-02/part-",
    "rename, /_staging/.*\\d-0000.parquet",
    "delete, /_staging/",
  })
  void finishesTheNextTimeWhereverItIsKilled(String operation, String where) throws Exception {
    lake.land(4, 5, FIRST, SECOND);
    List<String> before = lake.rows();
    Kill kill = new Kill(operation, where);
    assertThatThrownBy(() -> lake.compact("killed", kill)).isNotNull();
    assertThat(kill.hasHappened).isTrue();
    if (lake.needsCompaction()) {
      lake.compact();
    }
    assertThat(lake.needsCompaction()).isFalse();
    assertThat(lake.rows()).isEqualTo(before);
    assertThat(lake.files(FIRST)).hasSize(1);
    assertThat(lake.files(SECOND)).hasSize(1);
    assertThat(lake.compact("again", (o, p) -> {})).startsWith("Merged nothing");
  }

  @Test
  void twoAtOnceBothEndWell() throws Exception {
    lake.land(4, 5, FIRST, SECOND);
    List<String> before = lake.rows();
    CyclicBarrier bothHaveRead = new CyclicBarrier(2);
    List<Future<String>> reports = new ArrayList<>();
    for (String application : List.of("one", "two")) {
      Once meet = new Once("create", "/manifest-", path -> bothHaveRead.await());
      reports.add(threads.submit(() -> lake.compact(application, meet)));
    }
    List<String> texts = List.of(reports.get(0).get(), reports.get(1).get());
    assertThat(texts).anyMatch(t -> t.contains("Compacted 2 dates in 1 commit"));
    assertThat(texts).anyMatch(t -> t.startsWith("Merged nothing"));
    assertThat(lake.rows()).isEqualTo(before);
    assertThat(lake.hidden("_staging")).isEmpty();
  }

  @Test
  void plansAgainWhenItsFilesAreReplacedWhileItReadsThem() throws Exception {
    lake.land(4, 5, FIRST);
    lake.with("compaction.group-size", "1k").land(4, 5, SECOND);
    List<String> before = lake.rows();
    Once other =
        new Once(
            "create",
            "parquet",
            path -> inAnotherThread(() -> lake.compact("other", (o, p) -> {})));
    assertThat(lake.compact("slow", other)).startsWith("Merged nothing");
    assertThat(lake.rows()).isEqualTo(before);
    assertThat(commits(Kind.COMPACT)).isEqualTo(2);
  }

  /** A task of Spark may not use a session. */
  private void inAnotherThread(Callable<String> compaction) throws Exception {
    threads.submit(compaction).get();
  }

  @Test
  void keepsWhatLandsInADateMeanwhile() throws Exception {
    lake.land(4, 5, FIRST);
    Once landing = new Once("create", "/manifest-", path -> lake.land(2, 7, FIRST));
    lake.compact("compaction", landing);
    assertThat(lake.files(FIRST)).hasSize(3);
    assertThat(lake.rows()).hasSize(4 * 5 + 2 * 7);
    lake.land(1, 5, FIRST);
    lake.compact();
    assertThat(lake.files(FIRST)).hasSize(1);
    assertThat(lake.rows()).hasSize(4 * 5 + 2 * 7 + 5);
  }

  @Test
  void aSnapshotStillHasItsRowsAfterwards() throws Exception {
    lake.land(4, 5, FIRST);
    Snapshot before = Snapshot.newest(lake.log());
    lake.compact();
    Snapshot same = Snapshot.at(lake.log(), before.seq());
    assertThat(same.rows()).isEqualTo(20);
    assertThat(same.paths()).hasSize(4).allMatch(path -> path.contains("/_replaced/"));
  }

  @Test
  void aTableDeletedMeanwhileIsOneClearLine() throws Exception {
    for (String where :
        List.of("/date=2018-10-01/part-", "/_staging/.*\\d-0000.parquet", "/manifest-")) {
      lake.land(4, 5, FIRST);
      String operation = where.equals("/manifest-") ? "create" : "getFileStatus";
      Once wipe = new Once(operation, where, path -> lake.files().delete(lake.files().root()));
      assertThatThrownBy(() -> lake.compact("compaction", wipe))
          .isInstanceOf(OperatorError.class)
          .hasMessage(
              "Cannot compact the table %s: it was deleted meanwhile", lake.files().at("events"));
      assertThat(lake.files().exists(lake.log().paths().commits())).isFalse();
    }
  }

  @Test
  void commitsNothingWhenAWriteFailsAndFinishesTheNextTime() throws Exception {
    lake.land(4, 5, FIRST, SECOND);
    List<String> before = lake.rows();
    long seq = lake.log().read().seq();
    FileSystemHook full =
        (operation, path) -> {
          if (operation.equals("create") && path.toString().contains("date=" + SECOND)) {
            throw new IOException("no space left");
          }
        };
    assertThatThrownBy(() -> lake.compact("full", full))
        .isInstanceOf(IOException.class)
        .hasMessage("Cannot compact 2018-10-02 of %s: no space left", lake.files().at("events"));
    assertThat(lake.log().read().seq()).isEqualTo(seq);
    assertThat(lake.hidden("_staging")).isEmpty();
    lake.compact();
    assertThat(lake.files(SECOND)).hasSize(1);
    assertThat(lake.rows()).isEqualTo(before);
  }

  @Test
  void commitsNothingWhenTheNewFilesHoldOtherRows() throws Exception {
    EventLake other = new EventLake(hdfs, "other");
    other.land(1, 20, FIRST);
    byte[] foreign = other.files().read(other.files(FIRST).get(0).getPath());
    lake.land(4, 5, FIRST);
    long seq = lake.log().read().seq();
    Once tamper =
        new Once(
            "getFileStatus",
            "/_staging/.*\\d-0000.parquet",
            path -> lake.files().writeDurably(path, foreign));
    assertThatThrownBy(() -> lake.compact("compaction", tamper))
        .hasMessageMatching(
            "Cannot compact 2018-10-01 of .*/events: its files hold 20 rows with sum \\w{16}, but"
                + " the files written instead hold 20 rows with sum \\w{16}; nothing was committed");
    assertThat(lake.log().read().seq()).isEqualTo(seq);
    assertThat(lake.files(FIRST)).hasSize(4);
  }

  @Test
  void aBareReaderNeverSeesARowTwice() throws Exception {
    lake.land(4, 5, FIRST);
    List<String> all = lake.rows();
    AtomicBoolean done = new AtomicBoolean();
    CountDownLatch hasRead = new CountDownLatch(1);
    AtomicInteger reads = new AtomicInteger();
    Callable<List<String>> reader =
        () -> {
          List<String> doubled = new ArrayList<>();
          while (!done.get()) {
            List<String> rows = rowsIfPresent();
            rows.stream()
                .filter(row -> rows.indexOf(row) != rows.lastIndexOf(row))
                .forEach(doubled::add);
            reads.incrementAndGet();
            hasRead.countDown();
          }
          return doubled;
        };
    Future<List<String>> doubled = threads.submit(reader);
    hasRead.await();
    // Every rename of the publication waits for a complete read, so that none goes unseen.
    lake.compact(
        "slow",
        (operation, path) -> {
          if (operation.equals("rename")) {
            awaitOneMore(reads, doubled);
          }
        });
    done.set(true);
    assertThat(doubled.get()).isEmpty();
    assertThat(lake.rows()).isEqualTo(all);
  }

  /** Empty when a file moved between listing and reading, which a bare reader cannot help. */
  private List<String> rowsIfPresent() {
    try {
      return lake.rows();
    } catch (Exception e) { // Spark throws checked exceptions that it does not declare.
      return List.of();
    }
  }

  private static void awaitOneMore(AtomicInteger reads, Future<?> reader) {
    int seen = reads.get();
    while (reads.get() < seen + 2 && !reader.isDone()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void deletesReplacedFilesOnceTheyAreOld() throws Exception {
    lake.land(4, 5, FIRST);
    lake.compact();
    assertThat(lake.hidden("_replaced")).hasSize(1);
    lake.land(4, 5, SECOND);
    assertThat(lake.compact()).doesNotContain("Deleted");
    assertThat(lake.hidden("_replaced")).hasSize(2);
    assertThat(lake.needsCompaction()).isFalse();
    lake.setClock(Clock.offset(Clock.systemUTC(), Duration.ofDays(8)));
    assertThat(lake.needsCompaction()).isTrue();
    assertThat(lake.compact()).contains("Deleted the files that 1 commit replaced");
    // Those of the newest commit stay: whoever opens the table publishes it again.
    assertThat(lake.hidden("_replaced")).hasSize(1);
    assertThat(lake.needsCompaction()).isFalse();
    lake.open();
    assertThat(lake.rows()).hasSize(40);
  }

  private long commits(Kind kind) throws IOException {
    AtomicInteger count = new AtomicInteger();
    lake.log()
        .history(
            (Manifest manifest) -> {
              if (manifest.kind() == kind) {
                count.incrementAndGet();
              }
            });
    return count.get();
  }

  /** Does something before the first operation of a kind. */
  private static final class Once implements FileSystemHook {
    private final String operation;
    private final String where;
    private final Action action;
    private final AtomicBoolean done = new AtomicBoolean();

    private interface Action {
      void at(Path path) throws Exception;
    }

    Once(String operation, String where, Action action) {
      this.operation = operation;
      this.where = where;
      this.action = action;
    }

    @Override
    public void before(String called, Path path) throws IOException {
      if (called.equals(operation)
          && path.toString().matches(".*" + where + ".*")
          && done.compareAndSet(false, true)) {
        try {
          action.at(path);
        } catch (Exception e) {
          throw new IOException(e);
        }
      }
    }
  }

  /** Ends the process before an operation: nothing works after it. */
  private static final class Kill implements FileSystemHook {
    private final String operation;
    private final String where;
    private volatile boolean hasHappened;

    Kill(String operation, String where) {
      this.operation = operation;
      this.where = where;
    }

    @Override
    public void before(String called, Path path) throws IOException {
      hasHappened |= called.equals(operation) && path.toString().matches(".*" + where + ".*");
      if (hasHappened) {
        throw new IOException("killed before " + called + " " + path);
      }
    }
  }
}
