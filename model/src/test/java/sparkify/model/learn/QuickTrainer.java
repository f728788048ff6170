package sparkify.model.learn;

import java.util.List;
import sparkify.model.learn.Candidate.Logistic;
import sparkify.model.registry.ModelRegistry;

/** Trains with one candidate of each algorithm, for tests of what happens around a training. */
public final class QuickTrainer {
  private QuickTrainer() {}

  /** A trainer into {@code registry}. */
  public static Trainer of(ModelRegistry registry) {
    return new Trainer(
        registry,
        (leavers, budget) ->
            List.of(new Fit.Line(Logistic.ridge(0.1)), new Fit.Trees(2, 0.1, List.of(5))));
  }
}
