package sparkify.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import sparkify.common.OperatorError;
import sparkify.common.event.Events;
import sparkify.common.feed.Column;
import sparkify.common.feed.Schema;
import sparkify.lake.fs.EmbeddedHdfs;
import sparkify.lake.log.Manifest;
import sparkify.lake.log.Manifest.DataFile;
import sparkify.lake.log.Manifest.Kind;

@Timeout(300)
final class CompactionJobIT {
  private static final String FIRST = "2018-10-01";
  private static final String SECOND = "2018-10-02";

  @RegisterExtension static final EmbeddedHdfs hdfs = new EmbeddedHdfs();

  private EventLake lake;

  @BeforeEach
  void createLake(TestInfo test) {
    lake =
        new EventLake(hdfs, test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT));
  }

  @Test
  void mergesTheSmallFilesOfEachDateAndKeepsEveryValue() throws Exception {
    lake.land(5, 20, FIRST, SECOND);
    List<String> before = lake.rows();
    String report = lake.compact();
    assertThat(lake.files(FIRST)).hasSize(1);
    assertThat(lake.files(SECOND)).hasSize(1);
    assertThat(lake.rows()).isEqualTo(before).hasSize(200);
    Manifest last = Objects.requireNonNull(lake.log().read().last());
    assertThat(last.kind()).isEqualTo(Kind.COMPACT);
    assertThat(last.replaces()).hasSize(10);
    assertThat(last.files()).extracting(DataFile::rows).containsExactly(100L, 100L);
    for (DataFile file : last.files()) {
      assertThat(file.sha256()).isEqualTo(lake.files().sha256(lake.files().at(file.path())));
    }
    assertThat(lake.hidden("_staging")).isEmpty();
    assertThat(report)
        .contains(FIRST + "       5 ->    1 files")
        .contains("Compacted 2 dates in 1 commit: 10 -> 2 files, ");
  }

  @Test
  void compactedFilesAreForOwnerAndGroupOnly() throws Exception {
    lake.land(5, 20, FIRST, SECOND);
    assertThat(lake.compact()).contains("Compacted 2 dates");
    assertThat(hdfs.permissions(lake.files().root().toUri().getPath()))
        .containsExactly("-rw-r-----", "drwxr-x---");
  }

  @Test
  void doesNothingTheSecondTime() throws Exception {
    lake.land(5, 20, FIRST);
    assertThat(lake.needsCompaction()).isTrue();
    lake.compact();
    assertThat(lake.needsCompaction()).isFalse();
    long seq = lake.log().read().seq();
    assertThat(lake.compact()).isEqualTo("Merged nothing: no date has enough small files");
    assertThat(lake.log().read().seq()).isEqualTo(seq);
  }

  @Test
  void leavesLargeFilesAndDatesWithFewSmallFilesAlone() throws Exception {
    lake.land(1, 2_000, FIRST);
    String large = lake.files(FIRST).get(0).getPath().getName();
    long bytes = lake.files(FIRST).get(0).getLen();
    lake.land(4, 5, FIRST);
    lake.land(3, 5, SECOND);
    lake.with("compaction.target-size", "" + bytes).compact();
    assertThat(lake.files(FIRST)).hasSize(2).anyMatch(f -> f.getPath().getName().equals(large));
    assertThat(lake.files(SECOND)).hasSize(3);
  }

  @Test
  void compactsOnlyDatesBeforeTheGivenOne() throws Exception {
    lake.land(4, 5, FIRST, SECOND);
    lake.compact(new CompactRequest(LocalDate.parse(SECOND)));
    assertThat(lake.files(FIRST)).hasSize(1);
    assertThat(lake.files(SECOND)).hasSize(4);
  }

  @Test
  void aPreviewSaysWhatARunWouldDoAndChangesNothing() throws Exception {
    lake.land(4, 5, FIRST);
    lake.land(1, 5, SECOND);
    long seq = lake.log().read().seq();
    String report = lake.compaction().preview(new CompactRequest(null));
    assertThat(report.lines())
        .satisfiesExactly(
            line ->
                assertThat(line).startsWith(FIRST).contains("4 files").contains("merge 4 small"),
            line -> assertThat(line).startsWith(SECOND).endsWith("leave as it is"),
            line ->
                assertThat(line)
                    .startsWith("Would compact 2018-10-01: 4 files, ")
                    .endsWith("; nothing was changed"));
    assertThat(lake.log().read().seq()).isEqualTo(seq);
    assertThat(lake.files(FIRST)).hasSize(4);
  }

  @Test
  void splitsALargeDateIntoFilesThatDoNotOverlapAndNeverRewritesThem() throws Exception {
    lake.land(30, 1_000, FIRST);
    List<String> before = lake.rows();
    long landed = lake.files(FIRST).get(0).getLen();
    lake.with("compaction.target-size", "" + 5 * landed / 2).compact();
    assertThat(lake.files(FIRST)).hasSizeBetween(3, 12);
    List<Row> ranges = lake.rangesOfFiles();
    for (int i = 1; i < ranges.size(); i++) {
      assertThat(ranges.get(i).getString(0)).isGreaterThan(ranges.get(i - 1).getString(1));
    }
    assertThat(lake.rows()).isEqualTo(before);
    assertThat(lake.compact()).startsWith("Merged nothing");
  }

  @Test
  void commitsEveryGroupByItself() throws Exception {
    lake.land(4, 5, FIRST, SECOND);
    long seq = lake.log().read().seq();
    assertThat(lake.with("compaction.group-size", "1k").compact()).contains("in 2 commits");
    assertThat(lake.log().read().seq()).isEqualTo(seq + 2);
  }

  @Test
  void aColumnThatAnOlderVersionDidNotKnowIsNull() throws Exception {
    Schema older = new Schema(Events.SCHEMA.columns().subList(0, 5), "ts", "userId");
    lake.land(List.of("{\"ts\":1538352000000,\"userId\":\"7\"}"), older);
    lake.land(3, 5, FIRST);
    List<String> before = lake.rows();
    lake.compact();
    assertThat(lake.files(FIRST)).hasSize(1);
    assertThat(lake.rows()).isEqualTo(before);
  }

  @Test
  void refusesAColumnThatThisVersionDoesNotKnow() throws Exception {
    requireRefused(
        Column.of("mood", Column.Type.TEXT), "its column mood is unknown to this version");
  }

  @Test
  void refusesAColumnOfAnotherType() throws Exception {
    requireRefused(
        Column.of("artist", Column.Type.LONG),
        "its column artist is optional int64 artist, not optional binary artist (STRING)");
  }

  private void requireRefused(Column column, String why) throws Exception {
    List<Column> columns =
        Stream.concat(Events.SCHEMA.columns().subList(0, 5).stream(), Stream.of(column)).toList();
    lake.land(List.of("{\"ts\":1538352000000}"), new Schema(columns, "ts", "userId"));
    lake.land(3, 5, FIRST);
    long seq = lake.log().read().seq();
    assertThatThrownBy(() -> lake.compact())
        .isInstanceOf(OperatorError.class)
        .hasMessageStartingWith("Cannot rewrite " + lake.files().at("events/date=" + FIRST))
        .hasMessageContaining(why);
    assertThat(lake.log().read().seq()).isEqualTo(seq);
  }

  @Test
  void aLakeWithoutATableIsAnError() {
    assertThatThrownBy(() -> lake.compact())
        .isInstanceOf(OperatorError.class)
        .hasMessage(
            "Cannot compact the table %s: there is none; run ./deploy.sh stream first",
            lake.files().at("events"));
  }
}
