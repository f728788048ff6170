package sparkify.model.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sparkify.model.learn.Gatekeeper.OverChance;
import sparkify.model.measure.Calibrator;
import sparkify.model.measure.Interval;
import sparkify.model.measure.Metrics;
import sparkify.model.measure.SegmentMetrics;
import sparkify.model.registry.ModelCard;
import sparkify.model.registry.ModelCard.Counts;
import sparkify.model.registry.ModelCard.Cutoffs;
import sparkify.model.registry.ModelCard.Gate;
import sparkify.model.registry.ModelCard.Learned;
import sparkify.model.registry.ModelCard.Origin;
import sparkify.model.registry.ModelCard.Segment;
import sparkify.model.registry.ModelCard.Tested;

class ReportTextTest {
  private static final Interval SOME = new Interval(0.7, 0.65, 0.75);
  private static final Interval HALF = new Interval(0.51, 0.45, 0.57);
  private static final OverChance CLEAR =
      new OverChance(new Interval(0.2, 0.1, 0.3), new Interval(0.1, 0.05, 0.2));

  @Test
  void thePrAucStandsAboveTheRangeOfRandomRankings() {
    assertThat(text(HALF, Gatekeeper.first(CLEAR, 1)))
        .containsSubsequence(
            "  PR-AUC                     0.700 (0.650 … 0.750)",
            "    of random rankings, 90% lie within 0.650 … 0.750",
            "  observed/expected (best 1) 0.700",
            "  calib. intercept (best 0)  0.700");
  }

  @Test
  void theNegativeControlIsDoubtedIfItDoesNotIncludeAHalf() {
    assertThat(text(HALF, Gatekeeper.first(CLEAR, 1)))
        .contains("its ROC-AUC is 0.510 (0.450 … 0.570)\n");
    assertThat(text(SOME, Gatekeeper.first(CLEAR, 1)))
        .contains(
            "0.700 (0.650 … 0.750); that should include 0.5, and misses it by chance once in 20");
  }

  @Test
  void aSegmentOfFewLeaversIsOnlyCounted() {
    assertThat(text(HALF, Gatekeeper.first(CLEAR, 1)))
        .contains(
            """
              level    paid                  600     300      20  0.700 (0.650 … 0.750)  0.510 (0.450 … 0.570)
                       free                  100      60       2
            """);
  }

  @Test
  void bothComparisonsOfTheGateArePrinted() {
    assertThat(text(HALF, Gatekeeper.successor(CLEAR, new Interval(0.01, -0.1, 0.1), "s1", 2)))
        .contains(
            "Quality gate passed: clearly better than random rankings and not clearly worse than s1",
            "PR-AUC less that of random rankings: +0.100 (90%: +0.050 … +0.200)",
            "PR-AUC less that of random rankings of held-out users: +0.200 (90%: +0.100 … +0.300)",
            "PR-AUC less that of the model before it: +0.010 (90%: -0.100 … +0.100)",
            "2 models, this one included, were judged by these test cutoffs\n")
        .doesNotContain("luck");
  }

  @Test
  void theBestOfManyModelsIsCalledLuckToo() {
    assertThat(text(HALF, Gatekeeper.first(CLEAR, 13))).doesNotContain("luck");
    assertThat(text(HALF, Gatekeeper.first(CLEAR, 14))).contains("partly luck");
  }

  private static String text(Interval control, Gate gate) {
    Metrics metrics = new Metrics(SOME, SOME, SOME, SOME, SOME, SOME, SOME, SOME);
    Counts counts = new Counts(700, 360, 360, 22, 0.04);
    Cutoffs cutoffs = new Cutoffs(List.of("2018-10-27"), List.of("2018-11-10"));
    List<Segment> segments =
        List.of(
            new Segment("level", "paid", 600, 300, 20, new SegmentMetrics(SOME, HALF)),
            new Segment("level", "free", 100, 60, 2, null));
    return TrainingReport.ofCurrent(
            new ModelCard(
                "s1-00000000",
                new Origin(Instant.EPOCH, 1, "test", 1, 14, cutoffs, Map.of()),
                List.of(new ModelCard.Feature("a", "one", "1a")),
                new Learned(
                    "any",
                    Map.of(),
                    List.of(),
                    Calibrator.line(new double[] {1, 2}, new double[] {0, 1})),
                new Tested(counts, counts, metrics, Map.of(), SOME, control, segments, gate)))
        .text();
  }
}
