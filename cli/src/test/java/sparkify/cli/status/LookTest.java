package sparkify.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sparkify.common.Incident;

class LookTest {
  @Test
  void recordsBehindAnOpenTransactionAreNotLaggingButHeldBack() {
    Look look = new TestLook().look();
    assertThat(look.sum(Lag::lag)).isEqualTo(100);
    assertThat(look.sum(Lag::lagToLogEnd)).isEqualTo(102);
    assertThat(look.trouble())
        .containsExactly(
            new Look.Trouble(
                Incident.TRANSACTION_OPEN,
                "partition 1: a transaction of producer 9 (transactional id loader), open since"
                    + " 2025-12-31T23:57:00Z (3m), holds back 2 offsets; last stable offset 50,"
                    + " log end 52"));
  }

  @Test
  void expectsToCatchUpAtTheDifferenceOfTheRates() {
    assertThat(new TestLook().look().secondsToCatchUp()).isEqualTo(10.0);
    assertThat(new TestLook("T", 19, 18, Map.of()).look().secondsToCatchUp()).isInfinite();
    assertThat(new TestLook().lookWithoutHdfs().secondsToCatchUp()).isNull();
  }

  @Test
  void hasCaughtUpIfOnlyWhatArrivesWhileTwoBatchesLandIsAhead() {
    assertThat(new TestLook("T", 20, 20, Map.of()).look().secondsToCatchUp()).isZero();
  }

  @Test
  void aTopicThatWasReplacedIsTrouble() {
    assertThat(new TestLook("another", 10, 20, Map.of()).look().trouble())
        .extracting(Look.Trouble::incident)
        .contains(Incident.TOPIC_REPLACED);
  }

  @Test
  void damagedFilesHideOnlyTheirFigures() throws Exception {
    Look look = new TestLook().lookAtDamagedFiles();
    JsonNode json = new ObjectMapper().readTree(StatusJson.of(look));
    assertThat(json.at("/lag/offsets").asLong()).isEqualTo(100);
    assertThat(json.at("/lake").has("outPerSecond")).isFalse();
    assertThat(PrometheusSamples.parse(PrometheusText.of(look)))
        .containsKey("sparkify_lag_offsets{dataset=music, partition=0}")
        .doesNotContainKey("sparkify_out_offsets_per_second{dataset=music}")
        .doesNotContainKey("sparkify_catch_up_seconds{dataset=music}");
    assertThat(StatusText.of(look))
        .contains("100 offsets", "the pace cannot be read")
        .doesNotContain("rejects  ");
  }

  @Test
  void namesThePartitionsThatCannotGoOn() {
    List<Look.Trouble> trouble = new ArrayList<>();
    new Lag(0, 10, 20, 20, 20).addTrouble(trouble);
    assertThat(trouble).isEmpty();
    new Lag(1, 0, 30, 20, 20).addTrouble(trouble);
    new Lag(2, 40, 30, 50, 50).addTrouble(trouble);
    assertThat(trouble)
        .extracting(Look.Trouble::incident)
        .containsExactly(Incident.LANDED_BEYOND_END, Incident.RECORDS_LOST);
  }

  @Test
  void aServiceThatDoesNotAnswerHidesNothingElse() {
    String text = StatusText.of(new TestLook().lookWithoutHdfs());
    assertThat(text)
        .contains("application_1_0001 attempt 2, RUNNING, submitted 1h ago")
        .contains("music.events, 2 partitions")
        .contains("trouble      HDFS_UNREACHABLE: no answer within 10s")
        .doesNotContain("lag ");
  }

  @Test
  void peopleSeeEachPartition() {
    assertThat(StatusText.of(new TestLook().look()))
        .contains("100 offsets; 102 to the end of the log; caught up in about 10s")
        .containsPattern("(?m)^ +0 +1000 +1100 +1100 +100$")
        .containsPattern("(?m)^ +1 +50 +50 +52 +0 \\(\\+2 held back\\)$")
        .contains("not-json 3 (why not-json)")
        .contains("a batch every 2.5s, batch interval 2s");
  }

  @Test
  void programsGetOneLineOfJson() throws Exception {
    String text = StatusJson.of(new TestLook().look());
    JsonNode json = new ObjectMapper().readTree(text);
    assertThat(text).hasLineCount(1);
    assertThat(json.at("/complete").asBoolean()).isTrue();
    assertThat(json.at("/lag/heldBack").asLong()).isEqualTo(2);
    assertThat(json.at("/partitions/0/lag").asLong()).isEqualTo(100);
    assertThat(json.at("/lake/secondsSinceLastBatch").asDouble()).isEqualTo(4);
    assertThat(json.at("/lake/rejects/byReason/not-json").asLong()).isEqualTo(3);
    assertThat(json.at("/lake/rejects/examples/not-json").asText()).isEqualTo("why not-json");
    assertThat(json.at("/trouble/0/incident").asText()).isEqualTo("TRANSACTION_OPEN");
  }
}
