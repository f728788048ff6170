package sparkify.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PrometheusTextTest {
  @Test
  void followsTheFormat() {
    Map<String, Double> samples = PrometheusSamples.parse(PrometheusText.of(new TestLook().look()));
    assertThat(samples)
        .containsEntry("sparkify_up{dataset=music, service=kafka}", 1.0)
        .containsEntry("sparkify_lag_offsets{dataset=music, partition=0}", 100.0)
        .containsEntry("sparkify_held_back_offsets{dataset=music, partition=1}", 2.0)
        .containsEntry("sparkify_open_transaction_age_seconds{dataset=music, partition=1}", 180.0)
        .containsEntry("sparkify_cuts_total{dataset=music}", 1.0)
        .containsEntry("sparkify_landed_rows_total{dataset=music}", 1_047.0)
        .containsEntry("sparkify_recent_rejects{dataset=music, reason=not-json}", 3.0)
        .containsEntry("sparkify_last_batch_timestamp_seconds{dataset=music}", 1_767_225_596.0);
  }

  @Test
  void aCompleteLookHasEveryMetric() {
    assertThat(PrometheusSamples.parse(PrometheusText.of(new TestLook().look())).keySet())
        .extracting(sample -> sample.replaceFirst("(?s)\\{.*", ""))
        .containsOnly(PrometheusText.names().toArray(new String[0]));
  }

  @Test
  void anApplicationThatWaitsForRoomDoesNotRun() {
    YarnLook accepted = TestLook.yarn(0, "ACCEPTED");
    assertThat(PrometheusSamples.parse(PrometheusText.of(new TestLook().lookWith(accepted))))
        .containsEntry("sparkify_stream_running{dataset=music}", 0.0)
        .doesNotContainKey("sparkify_stream_attempt{dataset=music}");
  }

  @Test
  void theRunbookNamesOnlyMetricsThatExist() throws Exception {
    Path home = Path.of(System.getProperty("sparkify.home", ".."));
    String runbook = Files.readString(home.resolve("docs/operations.md"));
    assertThat(Pattern.compile("\\bsparkify_\\w+").matcher(runbook).results())
        .extracting(MatchResult::group)
        .isNotEmpty()
        .allSatisfy(name -> assertThat(PrometheusText.names()).contains(name));
  }

  @Test
  void keepsAnyLabelWhole() {
    String awkward = "a \"quoted\" \\ path,\nand={more}";
    Look look = new TestLook("T", 10, 20, Map.of(awkward, 5L)).look();
    assertThat(PrometheusSamples.parse(PrometheusText.of(look)))
        .containsEntry("sparkify_recent_rejects{dataset=music, reason=" + awkward + "}", 5.0);
  }

  @Test
  void saysNothingOfWhatIsUnknown() {
    Map<String, Double> samples =
        PrometheusSamples.parse(PrometheusText.of(new TestLook().lookWithoutHdfs()));
    assertThat(samples).containsEntry("sparkify_up{dataset=music, service=hdfs}", 0.0);
    assertThat(samples.keySet())
        .noneMatch(name -> name.startsWith("sparkify_lag"))
        .noneMatch(name -> name.startsWith("sparkify_landed"));
  }

  @Test
  void neverCatchingUpIsInfinite() {
    Look look = new TestLook("T", 15, 12, Map.of()).look();
    assertThat(PrometheusSamples.parse(PrometheusText.of(look)))
        .containsEntry("sparkify_catch_up_seconds{dataset=music}", Double.POSITIVE_INFINITY);
  }
}
