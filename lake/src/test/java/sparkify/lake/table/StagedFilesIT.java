package sparkify.lake.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sparkify.common.config.ParquetSettings;
import sparkify.common.feed.Column;
import sparkify.common.feed.JsonRowParser;
import sparkify.common.feed.Parsed;
import sparkify.common.feed.Schema;
import sparkify.lake.Feed;
import sparkify.lake.fs.EmbeddedHdfs;
import sparkify.lake.fs.FileSystemHook;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitSession.StagedFile;

@Timeout(120)
class StagedFilesIT {
  private static final Feed FEED = TestRows.feed();
  private static final int DAYS = 200;
  private static final String STAGING = "events/_staging/one";

  @RegisterExtension static final EmbeddedHdfs hdfs = new EmbeddedHdfs();

  private final WriteMemory memory = new WriteMemory();
  private String folder = "";
  private LakeFileSystem files;

  @BeforeEach
  void newStagingFolder(TestInfo test) throws IOException {
    folder = "/" + test.getTestMethod().orElseThrow().getName() + System.nanoTime();
    files = hdfs.lake(folder);
    files.mkdirs(files.at(STAGING));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 64, 300})
  void writesOneFilePerDayHoweverTheDaysInterleave(int maxOpenFiles) throws Exception {
    Map<String, String> more = Map.of("max-open-files", "" + maxOpenFiles);
    try (StagedFiles staged = open(TestRows.settings(more), "a")) {
      write(staged, 0, 20_000);
      assertThat(memory.used()).isPositive();
      staged.finish();
      assertThat(staged.rows())
          .hasSize(DAYS)
          .extracting(StagedFile::folder)
          .doesNotHaveDuplicates();
      assertThat(staged.rows()).allMatch(file -> file.rows() == 100);
      requireOnce(staged, 20_000);
    }
    assertThat(memory.used()).isZero();
  }

  @Test
  void writesRowsWithoutATimeIntoTheTablesFolder() throws Exception {
    Schema timeless = Schema.withoutTime(List.of(Column.of("name", Column.Type.TEXT)), "name");
    Feed feed = new Feed("list", "topic", "list", timeless, new JsonRowParser(timeless));
    try (StagedFiles staged =
        new StagedFiles(files, feed, TestRows.settings(Map.of()), STAGING, "a", memory)) {
      for (int i = 0; i < 3; i++) {
        byte[] json = "{\"name\":\"n%d\"}".formatted(i).getBytes(StandardCharsets.UTF_8);
        Parsed.Row row = (Parsed.Row) feed.parser().parse(json, 0);
        staged.write(new LandedRow(row, 0, i, 1_000 + i));
      }
      staged.finish();
      assertThat(staged.rows())
          .singleElement()
          .satisfies(
              file -> {
                assertThat(file.folder()).isEqualTo("list");
                assertThat(file.rows()).isEqualTo(3);
                assertThat(file.minTime()).as("when it was sent").isEqualTo(1_000);
                assertThat(file.maxTime()).isEqualTo(1_002);
              });
    }
  }

  @Test
  void writesEveryRowOnceWithinItsMemory() throws Exception {
    ParquetSettings small = withMemory(5 << 20);
    try (StagedFiles staged = open(small, "a")) {
      for (int from = 0; from < 12_000; from += 100) {
        write(staged, from, from + 100);
        assertThat(memory.used()).isLessThan((5 << 20) + (1 << 20));
      }
      staged.finish();
      assertThat(staged.rows()).as("more than one per day").hasSizeGreaterThan(DAYS);
      requireOnce(staged, 12_000);
    }
    assertThat(memory.used()).isZero();
  }

  @Test
  void finishesALargeFileOfRejectsEarly() throws Exception {
    try (StagedFiles staged = open(withMemory(5 << 20), "a")) {
      for (int i = 0; i < 4_000; i++) {
        staged.reject(TestRows.reject(FEED, i, 4_000));
        assertThat(memory.used()).isLessThan((5 << 20) + (1 << 20));
      }
      staged.finish();
      assertThat(staged.rejected()).hasSizeBetween(2, 8);
      assertThat(staged.rejected().stream().mapToLong(StagedFile::rows).sum()).isEqualTo(4_000);
    }
  }

  @Test
  void sharesTheMemoryBetweenTasks() throws Exception {
    ParquetSettings small = withMemory(24 << 20);
    try (StagedFiles first = open(small, "a");
        StagedFiles second = open(small, "b")) {
      write(first, 0, 40_000);
      assertThat(memory.used()).isBetween(12L << 20, 24L << 20);
      int filesBefore = first.rows().size();
      for (int from = 0; from < 40_000; from += 100) {
        write(second, from, from + 100);
        write(first, 40_000 + from / 100, 40_000 + from / 100 + 1);
        assertThat(memory.used()).isLessThan((24L << 20) + (1 << 20));
      }
      assertThat(filesBefore).as("written early while alone").isZero();
      assertThat(first.rows()).as("written early to make room").isNotEmpty();
      first.finish();
      second.finish();
      requireOnce(first, 40_400);
      requireOnce(second, 40_000);
    }
    assertThat(memory.used()).isZero();
  }

  @Test
  void doesNotPayForWhatAnotherTaskHolds() throws Exception {
    ParquetSettings small = withMemory(24 << 20);
    try (StagedFiles large = open(small, "a");
        StagedFiles other = open(small, "b")) {
      write(large, 0, 40_000);
      write(other, 0, 4_000);
      assertThat(other.rows()).isEmpty();
    }
  }

  @Test
  void givesBackItsMemoryWhenItFails() throws Exception {
    FileSystemHook fullDisk =
        (operation, path) -> {
          if (operation.equals("create") && path.toString().contains("date=2018-10-20")) {
            throw new IOException("disk full");
          }
        };
    LakeFileSystem through = FileSystemHook.lake(hdfs, folder, fullDisk);
    assertThatThrownBy(
            () -> {
              try (StagedFiles staged =
                  new StagedFiles(
                      through,
                      FEED,
                      TestRows.settings(Map.of("max-open-files", "8")),
                      STAGING,
                      "a",
                      memory)) {
                write(staged, 0, 2_000);
                assertThat(memory.used()).isPositive();
                staged.finish();
              }
            })
        .hasMessageContaining("disk full");
    assertThat(memory.used()).isZero();
  }

  private StagedFiles open(ParquetSettings settings, String task) throws IOException {
    return new StagedFiles(files, FEED, settings, STAGING, task, memory);
  }

  private static ParquetSettings withMemory(long bytes) {
    ParquetSettings all = TestRows.settings(Map.of("sync", "false", "max-open-files", "8"));
    return new ParquetSettings(
        all.zstdLevel(), all.rowGroupBytes(), all.maxOpenFiles(), bytes, all.sync());
  }

  /** Writes the rows of the offsets, the day changing with each. */
  private static void write(StagedFiles staged, int from, int until) throws IOException {
    for (int i = from; i < until; i++) {
      staged.write(TestRows.row(FEED, i % DAYS, i));
    }
  }

  private void requireOnce(StagedFiles staged, int count) throws IOException {
    Map<Long, Integer> seen = new TreeMap<>();
    for (StagedFile file : staged.rows()) {
      try (ParquetReader<Group> reader =
          ParquetReader.builder(new GroupReadSupport(), files.at(STAGING + "/" + file.name()))
              .withConf(files.configuration())
              .build()) {
        for (Group row = reader.read(); row != null; row = reader.read()) {
          seen.merge(row.getLong(TableColumns.OFFSET, 0), 1, Integer::sum);
          assertThat(file.folder()).endsWith(day(row.getLong("ts", 0)));
        }
      }
    }
    assertThat(seen).hasSize(count).doesNotContainValue(2).containsKey(count - 1L);
  }

  private static String day(long ts) {
    return "date=" + LocalDate.ofEpochDay(Math.floorDiv(ts, 86_400_000));
  }
}
