package sparkify.cli.status;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import sparkify.cli.status.YarnLook.Application;
import sparkify.common.Incident;
import sparkify.common.kafka.OpenTransaction;
import sparkify.common.kafka.TopicState;
import sparkify.lake.log.LogState.LastBatch;
import sparkify.lake.log.LogState.PartitionTotals;
import sparkify.lake.log.Manifest.Topic;
import sparkify.lake.log.Manifest.Writer;
import sparkify.lake.rejects.NewestRejects;

/**
 * A dataset of two partitions: 100 offsets of the first have yet to land, and 2 of the second wait
 * for a transaction.
 */
record TestLook(
    String topicId, double in, double out, Map<String, Long> rejects, Duration transactionAge) {
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  TestLook() {
    this("T", 10, 20, Map.of("not-json", 3L));
  }

  TestLook(String topicId, double in, double out, Map<String, Long> rejects) {
    this(topicId, in, out, rejects, Duration.ofMinutes(3));
  }

  /** With a transaction of this age. */
  TestLook(Duration transactionAge) {
    this("T", 10, 20, Map.of("not-json", 3L), transactionAge);
  }

  Look look() {
    return look(Answer.of(lake()));
  }

  Look lookWith(YarnLook yarn) {
    return look(yarn, Answer.of(lake()));
  }

  /** The files of the newest batches and of the rejects are damaged. */
  Look lookAtDamagedFiles() {
    LakeLook whole = lake();
    Look.Trouble damaged = new Look.Trouble(Incident.HDFS_UNREACHABLE, "the pace cannot be read");
    return look(
        Answer.of(
            new LakeLook(
                whole.root(),
                whole.commits(),
                whole.landed(),
                whole.rejected(),
                whole.lost(),
                whole.cuts(),
                whole.batches(),
                whole.topic(),
                whole.holder(),
                whole.lastBatch(),
                whole.partitions(),
                null,
                whole.days(),
                null,
                List.of(damaged))));
  }

  private Map<String, String> examples() {
    return rejects.keySet().stream().collect(Collectors.toMap(r -> r, r -> "why " + r));
  }

  Look lookWithoutHdfs() {
    return look(Answer.none(Incident.HDFS_UNREACHABLE, "no answer within 10s"));
  }

  private Look look(Answer<LakeLook> lake) {
    return look(yarn(2, "RUNNING"), lake);
  }

  private Look look(YarnLook yarn, Answer<LakeLook> lake) {
    return Look.of(NOW, "music", Duration.ofSeconds(2), Answer.of(yarn), Answer.of(topic()), lake);
  }

  private TopicLook topic() {
    TopicState state =
        new TopicState(
            "music.events",
            topicId,
            2,
            Map.of(0, 0L, 1, 0L),
            Map.of(0, 1_100L, 1, 50L),
            Map.of(0, 1_100L, 1, 52L));
    return new TopicLook(
        state, in, List.of(new OpenTransaction(1, 50, 9, "loader", NOW.minus(transactionAge))));
  }

  static YarnLook yarn(int attempt, String state) {
    Application application =
        new Application(
            "application_1_0001",
            attempt,
            state,
            true,
            NOW.minusSeconds(3_600),
            "http://rm/proxy/1");
    return new YarnLook(application, application);
  }

  private LakeLook lake() {
    return new LakeLook(
        "hdfs://nn/music",
        7,
        1_047,
        3,
        0,
        1,
        5,
        new Topic("music.events", "T", 2),
        new Writer("application_1_0001", 2, "s", "test"),
        new LastBatch(7, NOW.minusSeconds(4), 20),
        Map.of(
            0, new PartitionTotals(0, 1_000, 997, 3, 0, 0, null),
            1, new PartitionTotals(0, 50, 50, 0, 0, 0, null)),
        new RecentCommits(out, 2.5),
        Map.of("2018-10-01", new LakeLook.Day(4, 4_096, 1_047)),
        new NewestRejects.Look(rejects, examples(), 1, 1),
        List.of());
  }
}
