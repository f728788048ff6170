package sparkify.lake.rejects;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import sparkify.common.feed.Parsed;
import sparkify.common.feed.RowParser;
import sparkify.common.kafka.EmbeddedKafka;
import sparkify.lake.TestLake;
import sparkify.lake.audit.Audit;
import sparkify.lake.audit.AuditReport;
import sparkify.lake.audit.AuditRequest;
import sparkify.lake.fs.EmbeddedHdfs;
import sparkify.lake.fs.FileSystemHook;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.Crash;
import sparkify.lake.log.Driver;
import sparkify.lake.log.Manifest;
import sparkify.lake.log.Manifest.Kind;
import sparkify.lake.log.TablePaths;
import sparkify.lake.snapshot.Snapshot;

@Timeout(300)
class RedriveIT {
  @RegisterExtension static final EmbeddedKafka kafka = new EmbeddedKafka();
  @RegisterExtension static final EmbeddedHdfs hdfs = new EmbeddedHdfs();

  private String dataset;
  private TestLake lake;

  @BeforeEach
  void createDataset(TestInfo test) {
    createDataset(test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT));
  }

  private void createDataset(String name) {
    dataset = name;
    lake = new TestLake(kafka, hdfs, name, 2);
  }

  /**
   * Lands by an older version, which knew only whole numbers without a point: 4 rows, 3 rejects
   * that pass today, 2 that do not.
   */
  private void landByAnOlderVersion() throws Exception {
    RowParser today = lake.feed().parser();
    lake.parseBy(
        (value, now) ->
            value != null && new String(value, StandardCharsets.UTF_8).contains(".0")
                ? new Parsed.Rejected("wrong-type", "a point")
                : today.parse(value, now));
    lake.send(0, TestLake.events(3));
    lake.send(0, "not json", "{\"ts\":1538352000000.0}", "{\"ts\":1538452000000.0}");
    lake.send(
        1, "{\"ts\":1538352000000.0}", "{\"ts\":1538352000000.0 oops", "{\"ts\":1538352000001}");
    lake.land();
  }

  @Test
  void movesWhatPassesTodayIntoTheTableAndLeavesTheRest() throws Exception {
    landByAnOlderVersion();
    Redrive.Result result = redrive(null);
    assertThat(result.moved().counts()).isEqualTo(Map.of("wrong-type", 3L));
    assertThat(result.left().counts()).isEqualTo(Map.of("not-json", 2L));
    Manifest commit = Objects.requireNonNull(result.commit());
    assertThat(commit.kind()).isEqualTo(Kind.REDRIVE);
    assertThat(commit.landed()).isEqualTo(3);
    assertThat(commit.rejected()).isEqualTo(-3);
    requireRedriven();
    assertThat(redrive(null).commit()).isNull();
  }

  @Test
  void movesOnlyRejectsOfTheReason() throws Exception {
    landByAnOlderVersion();
    assertThat(redrive("not-json").commit()).isNull();
    assertThat(redrive("wrong-type").moved().records()).isEqualTo(3);
    requireRedriven();
  }

  @Test
  void landingGoesOnAfterwards() throws Exception {
    landByAnOlderVersion();
    var landing = lake.open();
    assertThat(redrive(null).commit()).isNotNull();
    landing.requireHeld();
    lake.send(0, TestLake.events(2));
    lake.land();
    assertThat(audit().balanced()).isTrue();
    assertThat(Snapshot.newest(lake.log()).rows()).isEqualTo(9);
  }

  @Test
  void twoAtOnceMoveEachRecordOnce() throws Exception {
    landByAnOlderVersion();
    AtomicBoolean met = new AtomicBoolean();
    FileSystemHook other =
        (operation, path) -> {
          if (operation.equals("create")
              && path.getName().startsWith("manifest-")
              && met.compareAndSet(false, true)) {
            assertThat(redrive(null).commit()).isNotNull();
          }
        };
    assertThat(redrive(through(other), null).commit()).isNull();
    requireRedriven();
  }

  @Test
  void movesEachRecordOnceWhereverItDies() throws Exception {
    int step = 0;
    for (boolean died = true; died; step++) {
      createDataset("dies-" + step);
      landByAnOlderVersion();
      died = dies(step);
      if (died) {
        dies(step / 2);
      }
      redrive(null);
      requireRedriven();
    }
    assertThat(step).as("operations of a redrive").isGreaterThan(25);
  }

  private boolean dies(int step) throws IOException {
    Crash.At crash = new Crash.At(step);
    LakeFileSystem dying = through(crash);
    try {
      redrive(dying, null);
    } catch (Crash | IOException e) {
      assertThat(crash.hasHappened()).as("%s, not %s", crash, e).isTrue();
    } finally {
      dying.fileSystem().close();
    }
    return crash.hasHappened();
  }

  private void requireRedriven() throws IOException {
    AuditReport audit = audit();
    assertThat(audit.problems()).isEmpty();
    assertThat(audit.balanced()).isTrue();
    assertThat(Snapshot.newest(lake.log()).rows()).isEqualTo(7);
    assertThat(new LiveRejects(lake.log()).summary().counts()).isEqualTo(Map.of("not-json", 2L));
  }

  private AuditReport audit() throws IOException {
    AuditRequest request =
        new AuditRequest(
            lake.settings(), lake.feed(), hdfs.configuration(), AuditRequest.Depth.DEEP);
    return Audit.run(request, new PrintWriter(Writer.nullWriter()));
  }

  private Redrive.Result redrive(@Nullable String reason) throws IOException {
    return redrive(lake.files(), reason);
  }

  private Redrive.Result redrive(LakeFileSystem files, @Nullable String reason) throws IOException {
    Driver driver = new Driver("redrive-1", 1, "test", a -> false, Clock.systemUTC());
    CommitLog log = new CommitLog(new TablePaths(files, "events"));
    return new Redrive(lake.settings(), lake.feed(), log, driver, reason).run();
  }

  private LakeFileSystem through(FileSystemHook hook) throws IOException {
    return FileSystemHook.lake(hdfs, "/lakes/" + dataset, hook);
  }
}
