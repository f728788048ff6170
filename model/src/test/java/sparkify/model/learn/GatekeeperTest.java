package sparkify.model.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sparkify.model.learn.Gatekeeper.Subject;
import sparkify.model.measure.Calibrator;
import sparkify.model.measure.Interval;
import sparkify.model.measure.Metrics;
import sparkify.model.registry.ModelCard;
import sparkify.model.registry.ModelCard.Counts;
import sparkify.model.registry.ModelCard.Cutoffs;
import sparkify.model.registry.ModelCard.Feature;
import sparkify.model.registry.ModelCard.Gate;
import sparkify.model.registry.ModelCard.Learned;
import sparkify.model.registry.ModelCard.Origin;
import sparkify.model.registry.ModelCard.Tested;

class GatekeeperTest {
  private static final Interval ANY = new Interval(0.1, 0.05, 0.2);

  @Test
  void aSuccessorPassesUnlessItIsClearlyWorse() {
    assertThat(Gatekeeper.successor(new Interval(0.1, 0.05, 0.2), "s1").passed()).isTrue();
    assertThat(Gatekeeper.successor(new Interval(-0.1, -0.3, 0.01), "s1").passed()).isTrue();
    assertThat(Gatekeeper.successor(new Interval(0, 0, 0), "s1").passed()).isTrue();
    Gate worse = Gatekeeper.successor(new Interval(-0.1, -0.2, -0.01), "s1");
    assertThat(worse.passed()).isFalse();
    assertThat(worse.against()).isEqualTo("s1");
    assertThat(worse.why()).isEqualTo("clearly worse than s1");
  }

  @Test
  void aFirstModelMustClearlyBeatTheBaseRate() {
    assertThat(Gatekeeper.first(new Interval(0.1, 0.01, 0.2), null, "").passed()).isTrue();
    assertThat(Gatekeeper.first(new Interval(0.1, -0.01, 0.2), null, "").passed()).isFalse();
    assertThat(Gatekeeper.first(new Interval(0, Double.NaN, Double.NaN), null, "").passed())
        .isFalse();
  }

  @Test
  void aModelWithDifferentFeaturesCannotBeCompared() {
    assertThat(obstacle(List.of("a", "c"), "2018-11-10")).contains("which uses different features");
    assertThat(obstacle(List.of("b", "a"), "2018-11-10")).contains("which uses different features");
    assertThat(obstacle(List.of("a", "b"), "2018-11-10")).isEmpty();
  }

  @Test
  void aModelTrainedOnTheTestPeriodCannotBeCompared() {
    assertThat(obstacle(List.of("a", "b"), "2018-11-09"))
        .hasValueSatisfying(o -> assertThat(o).contains("2018-11-10"));
  }

  private static Optional<String> obstacle(List<String> features, String firstTest) {
    return Gatekeeper.obstacle(new Subject(features, LocalDate.parse(firstTest)), old());
  }

  /** A model whose last label window ends on 10 November. */
  private static ModelCard old() {
    Metrics metrics = new Metrics(ANY, ANY, ANY, ANY, ANY, ANY);
    Counts counts = new Counts(10, 10, 10, 2, 0.2);
    Cutoffs cutoffs = new Cutoffs(List.of("2018-10-20", "2018-10-27"), List.of("2018-11-10"));
    return new ModelCard(
        "s1-00000000",
        new Origin(Instant.EPOCH, 1, "test", 1, 14, cutoffs, Map.of()),
        List.of(new Feature("a", "one", "1a"), new Feature("b", "two", "2b")),
        new Learned(
            "any", Map.of(), List.of(), Calibrator.line(new double[] {1, 2}, new double[] {0, 1})),
        new Tested(counts, counts, metrics, Map.of(), new Gate(true, null, ANY, "made up")));
  }
}
