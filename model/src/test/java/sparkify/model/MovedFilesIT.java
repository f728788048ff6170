package sparkify.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;
import sparkify.common.OperatorError;
import sparkify.lake.fs.EmbeddedHdfs;
import sparkify.lake.fs.FileSystemHook;
import sparkify.lake.log.Manifest;
import sparkify.lake.report.ReportFile;
import sparkify.model.ServiceLake.Job;
import sparkify.model.registry.ModelCard;
import sparkify.spark.SnapshotReader;
import sparkify.spark.TestSpark;

/** Files of the snapshot that are moved after the job found them, just when Spark opens them. */
@Timeout(300)
class MovedFilesIT {
  @RegisterExtension static final EmbeddedHdfs hdfs = new EmbeddedHdfs();

  private static final List<String> EVENTS = ChurningUsers.events(150);

  private static ServiceLake undisturbed;

  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private SparkSession spark;
  private ServiceLake lake;
  private Manifest newest;

  @BeforeAll
  static void runUndisturbed() throws Exception {
    undisturbed = new ServiceLake(hdfs, "undisturbed");
    land(undisturbed);
    undisturbed.run(TestSpark.session(hdfs.configuration()), Job.BOTH);
  }

  @BeforeEach
  void landEvents(TestInfo test) throws Exception {
    spark = TestSpark.session(hdfs.configuration());
    lake =
        new ServiceLake(
            hdfs, test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT));
    newest = land(lake);
    logged.start();
    logger().addAppender(logged);
  }

  @AfterEach
  void stopLogging() {
    logger().detachAppender(logged);
  }

  @Test
  void filesThatMoveTwiceChangeNothing() throws Exception {
    lake.unpublish(newest);
    AtomicInteger moves = new AtomicInteger();
    String report =
        lake.run(
            hooked(
                (operation, path) -> {
                  int steps = steps();
                  if (steps == 2 && moves.compareAndSet(0, 1)) {
                    lake.publish(newest);
                  } else if (warnings().size() == 1 && moves.compareAndSet(1, 2)) {
                    lake.replace(path, 99);
                  }
                }),
            Job.BOTH);
    assertThat(moves).hasValue(2);
    String warning = "Files of snapshot 4 were moved while being read: reading it again";
    assertThat(warnings()).containsExactly(warning, warning);
    ModelCard card = lake.models().current().orElseThrow();
    ModelCard expected = undisturbed.models().current().orElseThrow();
    assertThat(card.tested()).isEqualTo(expected.tested());
    assertThat(card.learned()).isEqualTo(expected.learned());
    assertThat(lake.scores(spark).collectAsList())
        .isEqualTo(undisturbed.scores(spark).collectAsList())
        .isNotEmpty();
    assertThat(report).contains("Promoted: model " + card.version());
  }

  @Test
  void aFileThatSparkSilentlyLeavesOutIsReadAgain() throws Exception {
    FileUtil.copy(
        lake.files().fileSystem(),
        undisturbed.files().at("models"),
        lake.files().fileSystem(),
        lake.files().root(),
        false,
        hdfs.configuration());
    AtomicInteger moves = new AtomicInteger();
    FileSystemHook hook =
        new FileSystemHook() {
          @Override
          public void before(String operation, Path path) {}

          @Override
          public void after(String operation, Path path) throws IOException {
            // Spark has just checked that the file exists and is about to list it.
            if (operation.equals("getFileStatus") && moves.compareAndSet(0, 1)) {
              lake.replace(path, 99);
            }
          }
        };
    lake.run(hooked(hook), Job.SCORE);
    assertThat(warnings()).hasSize(1);
    assertThat(lake.scores(spark).collectAsList())
        .isEqualTo(undisturbed.scores(spark).collectAsList());
  }

  @Test
  void aLostFileIsNamed() throws Exception {
    AtomicInteger moves = new AtomicInteger();
    StringBuilder lost = new StringBuilder();
    SparkSession hooked =
        hooked(
            (operation, path) -> {
              if (operation.equals("open") && moves.compareAndSet(0, 1)) {
                lake.files().delete(path);
                lost.append(path.getName());
              }
            });
    assertThatThrownBy(() -> lake.run(hooked, Job.TRAIN))
        .isInstanceOf(OperatorError.class)
        .hasMessageStartingWith("Cannot read snapshot 4 of " + lake.files().at("events"))
        .hasMessageEndingWith(
            lost
                + " is neither in place, nor staged, nor replaced; ./deploy.sh audit --deep lists"
                + " every missing file");
    assertThat(warnings()).isEmpty();
  }

  @Test
  void filesMayMoveAgainWhileTheyAreReadAgain() throws Exception {
    SparkSession hooked = hooked(moving(3));
    lake.run(hooked, Job.TRAIN);
    assertThat(warnings()).hasSize(3);
    ModelCard card = lake.models().current().orElseThrow();
    assertThat(card.tested()).isEqualTo(undisturbed.models().current().orElseThrow().tested());
  }

  @Test
  void filesThatNeverStopMovingAreAFailure() throws Exception {
    SparkSession hooked = hooked(moving(Integer.MAX_VALUE));
    assertThatThrownBy(() -> lake.run(hooked, Job.TRAIN))
        .isInstanceOf(OperatorError.class)
        .hasMessage(
            "Cannot read snapshot 4 of %s: its files were moved during each of 20 attempts; run the"
                + " command again",
            lake.files().at("events"));
    assertThat(warnings()).hasSize(19);
  }

  /** Moves a file just when Spark opens it, in each of the first {@code times} attempts. */
  private FileSystemHook moving(int times) {
    AtomicInteger moves = new AtomicInteger();
    return (operation, path) -> {
      int move = moves.get();
      if (operation.equals("open") && warnings().size() == move && move < times) {
        moves.set(move + 1);
        lake.replace(path, 99 + move);
      }
    };
  }

  @Test
  void aFailureWithoutMovedFilesIsNotRetried() throws Exception {
    SparkSession hooked =
        hooked(
            (operation, path) -> {
              if (operation.equals("open")) {
                throw new IOException("no disk");
              }
            });
    assertThatThrownBy(() -> lake.run(hooked, Job.TRAIN))
        .isNotInstanceOf(OperatorError.class)
        .hasStackTraceContaining("no disk");
    assertThat(warnings()).isEmpty();
  }

  /** Lands two commits: the first half of the events, then the second. */
  private static Manifest land(ServiceLake lake) throws IOException {
    lake.land(EVENTS.subList(0, EVENTS.size() / 2));
    return lake.land(EVENTS.subList(EVENTS.size() / 2, EVENTS.size()));
  }

  /** A session whose reads of the lake's events pass through {@code hook}, one at a time. */
  private SparkSession hooked(FileSystemHook hook) throws IOException {
    Object lock = new Object();
    FileSystemHook events =
        new FileSystemHook() {
          @Override
          public void before(String operation, Path path) throws IOException {
            synchronized (lock) {
              if (isEvents(path)) {
                hook.before(operation, path);
              }
            }
          }

          @Override
          public void after(String operation, Path path) throws IOException {
            synchronized (lock) {
              if (isEvents(path)) {
                hook.after(operation, path);
              }
            }
          }
        };
    SparkSession session = spark.newSession();
    FileSystemHook.lake(hdfs, "/hooked", events)
        .configuration()
        .forEach(
            entry -> {
              if (entry.getKey().startsWith("fs.hdfs.impl") || entry.getKey().startsWith("test.")) {
                session.conf().set(entry.getKey(), entry.getValue());
              }
            });
    return session;
  }

  private static boolean isEvents(Path path) {
    return path.toString().contains("/events/") && path.getName().endsWith(".parquet");
  }

  private int steps() throws IOException {
    return new ReportFile(lake.files(), spark.sparkContext().applicationId()).steps().size();
  }

  private List<String> warnings() {
    return List.copyOf(logged.list).stream()
        .filter(event -> event.getLevel() == Level.WARN)
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger(SnapshotReader.class);
  }
}
