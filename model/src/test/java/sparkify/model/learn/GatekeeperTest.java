package sparkify.model.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sparkify.model.learn.Gatekeeper.OverChance;
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
  private static final Interval BETTER = new Interval(0.1, 0.05, 0.2);
  private static final Interval UNCLEAR = new Interval(-0.1, -0.3, 0.01);
  private static final Interval WORSE = new Interval(-0.1, -0.2, -0.01);

  @Test
  void aSuccessorPassesIfItBeatsChanceAndIsNotClearlyWorse() {
    assertThat(successor(BETTER, BETTER).passed()).isTrue();
    assertThat(successor(BETTER, UNCLEAR).passed()).isTrue();
    assertThat(successor(BETTER, new Interval(0, 0, 0)).passed()).isTrue();
    assertThat(successor(BETTER, WORSE).passed()).isFalse();
    assertThat(successor(UNCLEAR, BETTER).passed()).isFalse();
    assertThat(successor(UNCLEAR, WORSE).passed()).isFalse();
  }

  @Test
  void theVerdictKeepsBothComparisonsAndSaysWhichOneFailed() {
    Gate worse = successor(BETTER, WORSE);
    assertThat(worse.against()).isEqualTo("s1");
    assertThat(worse.overChance()).isEqualTo(BETTER);
    assertThat(worse.overCurrent()).isEqualTo(WORSE);
    assertThat(worse.why())
        .isEqualTo("clearly better than random rankings but clearly worse than s1");
    assertThat(successor(UNCLEAR, BETTER).why())
        .isEqualTo("not clearly better than random rankings but not clearly worse than s1");
  }

  @Test
  void aFirstModelMustBeatChance() {
    assertThat(Gatekeeper.first(chance(BETTER), 1).passed()).isTrue();
    assertThat(Gatekeeper.first(chance(UNCLEAR), 1).passed()).isFalse();
    assertThat(Gatekeeper.first(chance(WORSE), 1).passed()).isFalse();
  }

  @Test
  void aModelThatCannotBeComparedMustBeatChanceToo() {
    assertThat(Gatekeeper.incomparable(chance(BETTER), "s1", "which is odd", 1).passed()).isTrue();
    Gate failed = Gatekeeper.incomparable(chance(UNCLEAR), "s1", "which is odd", 1);
    assertThat(failed.passed()).isFalse();
    assertThat(failed.against()).isEqualTo("s1");
    assertThat(failed.overCurrent()).isNull();
    assertThat(failed.why())
        .isEqualTo(
            "cannot be compared with s1, which is odd; not clearly better than random rankings");
  }

  @Test
  void aModelThatIsLuckyOnTheTestRowsOnlyDoesNotPass() {
    OverChance lucky = new OverChance(UNCLEAR, BETTER);
    assertThat(Gatekeeper.first(lucky, 1).passed()).isFalse();
    assertThat(Gatekeeper.incomparable(lucky, "s1", "which is odd", 1).passed()).isFalse();
    Gate gate = Gatekeeper.successor(lucky, BETTER, "s1", 2);
    assertThat(gate.passed()).isFalse();
    assertThat(gate.heldOut()).isEqualTo(UNCLEAR);
    assertThat(gate.why())
        .isEqualTo(
            "not clearly better than random rankings of held-out users"
                + " but not clearly worse than s1");
  }

  @Test
  void whatIsUndefinedNeverPasses() {
    double nan = Double.NaN;
    for (Interval broken :
        List.of(
            Interval.UNKNOWN,
            new Interval(nan, 0.05, 0.2),
            new Interval(0.1, nan, 0.2),
            new Interval(0.1, 0.05, nan))) {
      assertThat(Gatekeeper.first(chance(broken), 1).passed()).isFalse();
      assertThat(Gatekeeper.incomparable(chance(broken), "s1", "which is odd", 1).passed())
          .isFalse();
      assertThat(successor(broken, BETTER).passed()).isFalse();
      assertThat(successor(BETTER, broken).passed()).isFalse();
      assertThat(Gatekeeper.first(new OverChance(broken, BETTER), 1).passed()).isFalse();
    }
  }

  @Test
  void aModelIsComparedWithOneWhoseFeaturesItHas() {
    assertThat(obstacle(List.of("a", "b"), "2018-11-10")).isEmpty();
    assertThat(obstacle(List.of("b", "a"), "2018-11-10")).isEmpty();
    assertThat(obstacle(List.of("c", "b", "a"), "2018-11-10")).isEmpty();
    assertThat(obstacle(List.of("a", "c"), "2018-11-10"))
        .contains(
            "because 1 of its 2 features are computed by another formula now, or not at all (b)");
  }

  @Test
  void aModelWhoseFeatureHasAnotherFormulaCannotBeCompared() {
    List<Feature> changed = List.of(new Feature("a", "any", "1a"), new Feature("b", "any", "3c"));
    assertThat(Gatekeeper.obstacle(new Subject(changed, List.of("2018-11-10")), old()))
        .hasValueSatisfying(o -> assertThat(o).endsWith("or not at all (b)"));
  }

  @Test
  void aModelTrainedOnTheTestPeriodCannotBeCompared() {
    assertThat(obstacle(List.of("a", "b"), "2018-11-09"))
        .hasValueSatisfying(o -> assertThat(o).contains("2018-11-10"));
  }

  @Test
  void aModelTestedOnEarlierDaysThanTheCurrentOneNeverPasses() {
    Gate gate = Gatekeeper.older(chance(BETTER), old(), 1);
    assertThat(gate.passed()).isFalse();
    assertThat(gate.against()).isEqualTo("s1-00000000");
    assertThat(gate.why())
        .isEqualTo("older than the current model s1-00000000: its last test cutoff is 2018-11-10");
  }

  private static Gate successor(Interval overChance, Interval overCurrent) {
    return Gatekeeper.successor(chance(overChance), overCurrent, "s1", 2);
  }

  private static OverChance chance(Interval test) {
    return new OverChance(BETTER, test);
  }

  private static Optional<String> obstacle(List<String> features, String firstTest) {
    List<Feature> described =
        features.stream().map(f -> new Feature(f, "any", f.equals("a") ? "1a" : "2b")).toList();
    return Gatekeeper.obstacle(new Subject(described, List.of(firstTest, "2018-11-30")), old());
  }

  /** A model whose last label window ends on 10 November. */
  private static ModelCard old() {
    Metrics metrics = new Metrics(BETTER, BETTER, BETTER, BETTER, BETTER, BETTER, BETTER, BETTER);
    Counts counts = new Counts(10, 10, 10, 2, 0.2);
    Cutoffs cutoffs = new Cutoffs(List.of("2018-10-20", "2018-10-27"), List.of("2018-11-10"));
    return new ModelCard(
        "s1-00000000",
        new Origin(Instant.EPOCH, 1, "test", 1, 14, cutoffs, Map.of()),
        List.of(new Feature("a", "one", "1a"), new Feature("b", "two", "2b")),
        new Learned(
            "any", Map.of(), List.of(), Calibrator.line(new double[] {1, 2}, new double[] {0, 1})),
        new Tested(
            counts,
            counts,
            metrics,
            Map.of(),
            BETTER,
            BETTER,
            List.of(),
            Gatekeeper.first(chance(BETTER), 1)));
  }
}
