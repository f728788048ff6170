package sparkify.lake.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import sparkify.common.kafka.EmbeddedKafka;
import sparkify.common.launch.ExitCode;
import sparkify.common.launch.Launcher;
import sparkify.lake.TestLake;
import sparkify.lake.fs.EmbeddedHdfs;
import sparkify.lake.log.CommitSession.StagedFile;
import sparkify.lake.log.Manifest;
import sparkify.lake.log.Manifest.Cut;
import sparkify.lake.log.Manifest.DataFile;
import sparkify.lake.table.LandedRow;

@Timeout(120)
class AuditIT {
  @RegisterExtension static final EmbeddedKafka kafka = new EmbeddedKafka();
  @RegisterExtension static final EmbeddedHdfs hdfs = new EmbeddedHdfs();

  private TestLake lake;

  @BeforeEach
  void createDataset(TestInfo test) {
    String name = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
    lake = new TestLake(kafka, hdfs, name.substring(0, Math.min(64, name.length())), 2);
  }

  @Test
  void findsALakeWithEveryOffsetBalanced() throws Exception {
    lake.send(0, TestLake.events(5));
    lake.send(1, "not json", "{\"ts\":1538352000000}");
    lake.land();
    lake.send(0, TestLake.events(3));
    lake.land();
    assertThat(deep()).isEqualTo(new Outcome(true, List.of()));
    assertThat(run("--json").json().path("totals"))
        .hasToString(
            "{\"offsets\":10,\"landed\":9,\"rejected\":1,\"gaps\":0,\"absent\":0,\"backlog\":0}");
  }

  @Test
  void acceptsABacklog() throws Exception {
    lake.send(0, TestLake.events(2));
    lake.land();
    lake.send(0, TestLake.events(4));
    JsonNode report = run("--json", "--deep").json();
    assertThat(report.path("balanced").asBoolean()).isTrue();
    assertThat(report.path("totals").path("backlog").asLong()).isEqualTo(4);
  }

  @Test
  void namesATransactionThatHangsAlthoughItIsNoBacklog() throws Exception {
    lake.send(0, TestLake.events(2));
    lake.land();
    lake.leaveTransactionOpen(0, TestLake.events(3));
    JsonNode report = run("--json", "--deep").json();
    assertThat(report.path("balanced").asBoolean()).isTrue();
    assertThat(report.path("totals").path("backlog").asLong()).isZero();
    String fact = "partition 0: 3 offsets from 2 on wait for a transaction that has not ended";
    assertThat(report.path("facts")).hasSize(1);
    assertThat(report.path("facts").get(0).asText()).startsWith(fact);
    assertThat(run().out()).contains("balanced\n  note: " + fact);
  }

  @Test
  void doesNotBlameTheLakeForOffsetsThatKafkaLostAndGaveAway() throws Exception {
    lake.send(0, TestLake.events(5));
    lake.land();
    kafka.stop();
    kafka.segment(lake.topic(), 0).cut(2);
    kafka.start();
    lake.sendInTransaction(true, 0, TestLake.events(1)); // Offset 3 is its marker now.
    lake.send(0, TestLake.events(2));
    lake.openAfterCut(new Cut(0, 2, 5));
    lake.land();
    JsonNode report = run("--json", "--deep").json();
    assertThat(problems(report)).isEmpty();
    assertThat(report.path("facts").get(0).asText())
        .startsWith("partition 0: offsets 2 to 4 landed, then Kafka lost them");
  }

  @Test
  void countsAbortedRecordsAndMarkersAsAbsent() throws Exception {
    lake.send(0, TestLake.events(1));
    lake.sendInTransaction(false, 0, TestLake.events(3));
    lake.sendInTransaction(true, 0, TestLake.events(2));
    lake.land();
    JsonNode report = run("--json", "--deep").json();
    assertThat(report.path("problems")).isEmpty();
    assertThat(report.path("partitions").get(0).path("landed").asLong()).isEqualTo(3);
    assertThat(report.path("partitions").get(0).path("absent").asLong()).isEqualTo(5);
  }

  @Test
  void reportsARowThatTheBrokerNeverDelivered() throws Exception {
    lake.send(0, TestLake.events(1));
    lake.sendInTransaction(false, 0, TestLake.events(1));
    lake.land(r -> true, rows -> List.of(rows.get(0), at(rows.get(0), 0, 1)), file -> file);
    assertThat(deep().problems())
        .contains("offset 1 of partition 0 is in the lake, but the broker does not deliver it");
  }

  @Test
  void reportsADeliveredOffsetThatTheLogCallsAbsent() throws Exception {
    lake.send(1, TestLake.events(6));
    Predicate<ConsumerRecord<byte[], byte[]>> landed = r -> r.offset() < 2 || r.offset() == 4;
    lake.land(landed, rows -> rows, file -> file);
    assertThat(run("--json").code()).isEqualTo(ExitCode.OK);
    assertThat(deep())
        .isEqualTo(
            new Outcome(
                false,
                List.of(
                    "each offset from 2 to 3 of partition 1 was delivered, but the log calls it"
                        + " absent",
                    "offset 5 of partition 1 was delivered, but the log calls it absent",
                    "partition 1, offsets 0 to 5: Kafka delivers 6 records with the sum %016x, but 3 with the sum %016x landed"
                        .formatted(lake.sum(r -> true), lake.sum(landed)))));
  }

  @Test
  void reportsARecordThatLandedWithAnotherValueThanKafkaHas() throws Exception {
    lake.send(0, TestLake.events(3));
    lake.changeValues(AuditIT::withAnotherPage);
    lake.land();
    assertThat(run("--json").code()).isEqualTo(ExitCode.OK);
    assertThat(deep().problems())
        .singleElement()
        .asString()
        .startsWith("partition 0, offsets 0 to 2: Kafka delivers 3 records with the sum ");
  }

  @Test
  void comparesOnlyRangesThatKafkaStillHasAllOf() throws Exception {
    lake.changeValues(AuditIT::withAnotherPage);
    lake.send(0, TestLake.events(3));
    lake.land();
    lake.changeValues(value -> value);
    lake.send(0, TestLake.events(3));
    lake.land();
    lake.forgetBefore(0, 1);
    JsonNode report = run("--json", "--deep").json();
    assertThat(problems(report)).isEmpty();
    assertThat(report.path("contents").path("ranges").asLong()).isEqualTo(1);
    assertThat(report.path("contents").path("rangesGone").asLong()).isEqualTo(1);
  }

  @Test
  void balancesALakeOfAnEarlyVersionAndCountsWhatItCannotCompare() throws Exception {
    lake.landAsEarlyVersionsDid();
    lake.send(0, TestLake.events(3));
    lake.send(1, "not json");
    lake.land();
    JsonNode report = run("--json", "--deep").json();
    assertThat(problems(report)).isEmpty();
    assertThat(report.path("contents"))
        .hasToString(
            "{\"files\":0,\"filesWithoutDigest\":3,\"ranges\":0,\"rangesWithoutSum\":2,\"rangesGone\":0}");
  }

  @Test
  void reportsARowThatIsMissingFromItsFile() throws Exception {
    lake.send(0, TestLake.events(4));
    lake.land(r -> true, rows -> rows.subList(0, 3), file -> file);
    assertThat(deep())
        .isEqualTo(
            new Outcome(
                false,
                List.of(
                    "partition 0: the log counts 4 rows in the lake, but the files hold 3",
                    "offset 3 of partition 0 was delivered, but no file holds it")));
  }

  @Test
  void reportsAFileWithFewerRowsThanTheLogSays() throws Exception {
    lake.send(0, TestLake.events(1));
    Manifest landed =
        lake.land(
            r -> true,
            rows -> rows,
            f ->
                new StagedFile(f.name(), f.folder(), 2, f.bytes(), f.minTime(), f.maxTime(), null));
    assertThat(deep().problems())
        .containsExactly(file(landed, 0).path() + " has 1 rows, but the log says 2");
  }

  @Test
  void reportsAnOffsetThatOccursTwice() throws Exception {
    lake.send(0, TestLake.events(2));
    Manifest landed =
        lake.land(r -> true, rows -> List.of(rows.get(0), rows.get(1), rows.get(1)), file -> file);
    assertThat(deep().problems())
        .containsExactly(
            "offset 1 of partition 0 occurs twice, the second time in " + file(landed, 0).path(),
            "partition 0: the log counts 2 rows in the lake, but the files hold 3");
  }

  @Test
  void reportsARowOutsideTheRangeOfItsCommit() throws Exception {
    lake.send(0, TestLake.events(1));
    Manifest landed = lake.land(r -> true, rows -> List.of(at(rows.get(0), 0, 9)), file -> file);
    assertThat(deep().problems())
        .contains(
            "offset 9 of partition 0 is in "
                + file(landed, 0).path()
                + ", whose commit does not cover it");
  }

  @Test
  void reportsAFileInTheWrongDaysFolder() throws Exception {
    lake.send(0, TestLake.events(1));
    lake.land(
        r -> true,
        rows -> rows,
        f ->
            new StagedFile(
                f.name(),
                "events/date=2018-10-09",
                f.rows(),
                f.bytes(),
                f.minTime(),
                f.maxTime(),
                null));
    assertThat(deep().problems())
        .containsExactly(
            "events/date=2018-10-09/part-00000002-0000.parquet holds times from 1538351880000 to"
                + " 1538351880000, which are not on the day of its folder");
  }

  @Test
  void reportsAMissingFileOfTheNewestCommitWithoutDeep() throws Exception {
    lake.send(0, TestLake.events(1));
    Manifest landed = lake.land();
    lake.files().delete(lake.files().at(file(landed, 0).path()));
    String missing =
        file(landed, 0).path() + " (1 rows) is missing: neither in place, nor staged, nor replaced";
    assertThat(problems(run("--json").json())).containsExactly(missing);
    assertThat(deep().problems()).contains(missing);
  }

  @Test
  void reportsAnOrphanedFile() throws Exception {
    lake.send(0, TestLake.events(1));
    lake.send(1, "not json");
    Manifest landed = lake.land();
    lake.copy(file(landed, 0), "part-by-hand.parquet");
    lake.copy(landed.rejects().get(0), "reject-by-hand.parquet");
    assertThat(deep().problems())
        .containsExactly(
            "events/date=2018-09-30/part-by-hand.parquet is orphaned: readers of the folder see"
                + " it, but no commit explains it",
            "rejects/feed=events/reject-by-hand.parquet is orphaned: readers of the folder see it,"
                + " but no commit explains it");
  }

  @Test
  void reportsATruncatedFile() throws Exception {
    lake.send(0, TestLake.events(1));
    DataFile file = file(lake.land(), 0);
    lake.rewrite(file, bytes -> Arrays.copyOf(bytes, bytes.length - 10));
    assertThat(deep().problems())
        .contains(
            "%s has %d bytes, but the log says %d"
                .formatted(file.path(), file.bytes() - 10, file.bytes()))
        .anyMatch(p -> p.startsWith(file.path() + " cannot be read: "));
  }

  @Test
  void reportsAFileWithCorruptPages() throws Exception {
    lake.send(0, TestLake.events(1));
    DataFile file = file(lake.land(), 0);
    lake.rewrite(file, AuditIT::corrupted);
    assertThat(deep().problems()).anyMatch(p -> p.startsWith(file.path() + " cannot be read: "));
  }

  @Test
  void reportsOneFlippedBitInOneValue() throws Exception {
    lake.send(0, TestLake.events(2));
    DataFile file = file(lake.land(), 0);
    flipOneBit(file);
    assertThat(run("--json").code()).isEqualTo(ExitCode.OK);
    assertThat(deep().problems())
        .singleElement()
        .asString()
        .startsWith(file.path() + " does not hold the bytes that were written: its SHA-256 is ");
  }

  @Test
  void reportsOneFlippedBitInAFileOfAnEarlyVersionByTheChecksumOfItsPage() throws Exception {
    lake.landAsEarlyVersionsDid();
    lake.send(0, TestLake.events(2));
    DataFile file = file(lake.land(), 0);
    flipOneBit(file);
    assertThat(deep().problems()).anyMatch(p -> p.startsWith(file.path() + " cannot be read: "));
  }

  @Test
  void reportsAFileThatWasReplacedByOneWithAnotherValue() throws Exception {
    TestLake other = new TestLake(kafka, hdfs, "other", 2);
    other.changeValues(AuditIT::withAnotherPage);
    other.send(0, TestLake.events(2));
    lake.send(0, TestLake.events(2));
    DataFile file = file(lake.land(), 0);
    byte[] forged = other.files().read(other.files().at(file(other.land(), 0).path()));
    lake.rewrite(file, bytes -> forged);
    assertThat(deep().problems()).singleElement().asString().startsWith(file.path());
  }

  @Test
  void reportsACommittedFileThatWasLeftInStaging() throws Exception {
    lake.send(0, TestLake.events(1));
    Manifest first = lake.land();
    lake.send(0, TestLake.events(1));
    lake.land();
    lake.unpublish(first);
    assertThat(deep().problems()).containsExactly(misplaced(first, file(first, 0).staged()));
  }

  @Test
  void reportsALiveFileThatLiesAmongTheReplacedOnes() throws Exception {
    lake.send(0, TestLake.events(1));
    Manifest landed = lake.land();
    lake.replace(file(landed, 0), 9);
    String at = "events/_replaced/00000000000000000009/" + file(landed, 0).path();
    assertThat(problems(run("--json").json())).containsExactly(misplaced(landed, at));
    assertThat(deep().problems()).containsExactly(misplaced(landed, at));
  }

  @Test
  void namesFiveOfManyAndCountsTheRest() throws Exception {
    lake.send(0, TestLake.events(20));
    DataFile file = file(lake.land(), 1);
    for (int i = 0; i < 12; i++) {
      lake.copy(file, "copy-%02d.parquet".formatted(i));
    }
    assertThat(deep().problems()).hasSize(6).contains("and 7 more orphaned files");
  }

  @Test
  void readsAnUnpublishedCommitFromStagingAndSaysHowToFinishIt() throws Exception {
    lake.send(0, TestLake.events(3));
    lake.unpublish(lake.land());
    List<String> unpublished =
        List.of("commit 2 is not published yet: ./deploy.sh stream finishes it");
    assertThat(problems(run("--json").json())).isEqualTo(unpublished);
    assertThat(deep().problems()).isEqualTo(unpublished);
    lake.open();
    assertThat(deep()).isEqualTo(new Outcome(true, List.of()));
  }

  @Test
  void reportsOffsetsLostBeforeLandingUntilAGapIsRecorded() throws Exception {
    lake.send(0, TestLake.events(10));
    lake.land();
    lake.send(0, TestLake.events(5));
    lake.forgetBefore(0, 12);
    assertThat(deep().problems())
        .containsExactly(
            "partition 0: 2 offsets starting at 10 were lost before landing; Kafka's records begin"
                + " at 12");
    lake.land();
    JsonNode report = run("--json", "--deep").json();
    assertThat(problems(report)).isEmpty();
    assertThat(report.path("totals").path("gaps").asLong()).isEqualTo(2);
  }

  @Test
  void reportsARecreatedTopicWithoutComparingItsOffsets() throws Exception {
    lake.send(0, TestLake.events(2));
    lake.land();
    lake.replaceTopic(2);
    assertThat(deep().problems())
        .singleElement()
        .asString()
        .startsWith("topic " + lake.topic() + " has the id ")
        .endsWith("its offsets refer to other records");
  }

  @Test
  void printsJsonForPrograms() throws Exception {
    lake.send(1, TestLake.events(2));
    lake.land();
    JsonNode report = run("--json").json();
    assertThat(report.fieldNames())
        .toIterable()
        .containsExactly(
            "balanced", "partitions", "totals", "commits", "snapshot", "facts", "problems");
    assertThat(report.path("partitions").get(1))
        .hasToString(
            "{\"topic\":\"%s\",\"partition\":1,\"start\":0,\"begin\":0,\"end\":2,\"committed\":2,\"landed\":2,\"rejected\":0,\"gaps\":0,\"absent\":0,\"backlog\":0}"
                .formatted(lake.topic()));
    assertThat(report.path("commits").asLong()).isEqualTo(2);
    assertThat(report.path("snapshot").asLong()).isEqualTo(2);
  }

  @Test
  void printsATableAndAVerdictForPeople() throws Exception {
    lake.send(0, TestLake.events(2));
    lake.land();
    assertThat(run("--deep").out().lines().map(l -> l.replaceAll(" +", " ")))
        .containsExactly(
            "topic partition start begin end committed landed rejected gaps absent backlog",
            lake.topic() + " 0 0 0 2 2 2 0 0 0 0",
            lake.topic() + " 1 0 0 0 0 0 0 0 0 0",
            "total 2 0 0 0 0",
            "files with a digest: 1, without: 0; ranges compared with Kafka: 1, without a sum: 0,"
                + " no longer whole in Kafka: 0",
            "2 commits, snapshot 2: balanced");
  }

  @Test
  void reportsInOneLineThatThereIsNothingToAudit() throws Exception {
    PrintStream before = System.err;
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try {
      System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
      assertThat(run("--json")).isEqualTo(new Printed(ExitCode.FAILED, ""));
    } finally {
      System.setErr(before);
    }
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .contains(
            "Cannot audit %s/events: it has no commits; run ./deploy.sh stream first, or name another --dataset"
                .formatted(lake.files().root()));
  }

  private record Outcome(boolean balanced, List<String> problems) {}

  private record Printed(int code, String out) {
    JsonNode json() throws Exception {
      return new ObjectMapper().readTree(out);
    }
  }

  private Outcome deep() throws Exception {
    Printed printed = run("--json", "--deep");
    JsonNode report = printed.json();
    boolean balanced = report.path("balanced").asBoolean();
    assertThat(printed.code()).isEqualTo(balanced ? ExitCode.OK : ExitCode.FAILED);
    return new Outcome(balanced, problems(report));
  }

  private Printed run(String... options) {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      int code = Launcher.run(new AuditCommand(), lake.options(options));
      return new Printed(code, out.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(before);
    }
  }

  private static List<String> problems(JsonNode report) {
    List<String> problems = new ArrayList<>();
    report.path("problems").forEach(p -> problems.add(p.asText()));
    return problems;
  }

  private String misplaced(Manifest manifest, String at) {
    return "%s is not in place, so readers of the folder miss its rows: it is at %s; move it back"
        .formatted(file(manifest, 0).path(), lake.files().at(at));
  }

  private static byte[] withAnotherPage(byte[] value) {
    return new String(value, StandardCharsets.UTF_8)
        .replace("Home", "Help")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Flips a bit in the pages of the first column, which does not say where rows came from. */
  private void flipOneBit(DataFile file) throws IOException {
    InputFile input =
        HadoopInputFile.fromPath(lake.files().at(file.path()), lake.files().configuration());
    int last;
    try (ParquetFileReader reader = ParquetFileReader.open(input)) {
      var column = reader.getFooter().getBlocks().get(0).getColumns().get(0);
      last = Math.toIntExact(column.getStartingPos() + column.getTotalSize() - 1);
    }
    lake.rewrite(
        file,
        bytes -> {
          bytes[last] ^= 1;
          return bytes;
        });
  }

  private static DataFile file(Manifest manifest, int i) {
    return manifest.files().get(i);
  }

  private static LandedRow at(LandedRow row, int partition, long offset) {
    return new LandedRow(row.row(), partition, offset, row.timestamp());
  }

  /** The same length and the same footer, but every byte of the pages flipped. */
  private static byte[] corrupted(byte[] bytes) {
    byte[] changed = bytes.clone();
    int footer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(bytes.length - 8);
    for (int i = 4; i < bytes.length - 8 - footer; i++) {
      changed[i] = (byte) ~bytes[i];
    }
    return changed;
  }
}
