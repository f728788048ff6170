package sparkify.model.learn;

import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import sparkify.common.config.ModelSettings;
import sparkify.model.learn.OutOfFold.Scored;
import sparkify.model.measure.Calibrator;
import sparkify.model.measure.Cases;
import sparkify.model.measure.Evaluation;
import sparkify.model.measure.Scores;
import sparkify.model.registry.ChurnModel;
import sparkify.model.registry.ModelCard;

/** Tries candidates on held-out users, takes the best by PR-AUC, and fits it to all of them. */
final class Learner {
  private final ModelSettings settings;
  private final List<Fit> tried;

  /**
   * What was learnt.
   *
   * @param outOfFold the chosen candidate's scores of the training rows, by models that had not
   *     seen the user
   */
  record Result(ModelCard.Learned about, ChurnModel model, Scores outOfFold) {}

  private record Judged(Scored scored, double prAuc) {
    ModelCard.Candidate summary() {
      Candidate candidate = scored.candidate();
      return new ModelCard.Candidate(candidate.algorithm(), candidate.parameters(), prAuc);
    }
  }

  Learner(ModelSettings settings, List<Fit> tried) {
    this.settings = settings;
    this.tried = List.copyOf(tried);
  }

  Result learn(Examples examples, List<Example> train) {
    Cases cases = Cases.of(train.stream().map(Example::asCase).toList());
    List<Judged> judged =
        new OutOfFold(examples, train, settings.seed())
            .of(tried).stream().map(s -> new Judged(s, Evaluation.prAuc(cases, s.raw()))).toList();
    Judged best = judged.stream().max(java.util.Comparator.comparingDouble(Judged::prAuc)).get();
    Candidate chosen = best.scored().candidate();
    Calibrator calibrator = calibrator(best.scored().raw(), cases, train);
    ChurnModel model = new ChurnModel(fit(chosen, examples), calibrator);
    List<ModelCard.Candidate> candidates = judged.stream().map(Judged::summary).toList();
    return new Result(
        new ModelCard.Learned(chosen.algorithm(), chosen.parameters(), candidates, calibrator),
        model,
        new Scores(best.scored().raw(), calibrator.probabilities(best.scored().raw())));
  }

  private PipelineModel fit(Candidate chosen, Examples examples) {
    return new Pipeline()
        .setStages(new PipelineStage[] {examples.assembler(), chosen.predictor(settings.seed())})
        .fit(examples.rows(Examples.TRAIN));
  }

  /** An isotonic curve follows single leavers where there are few of them; a line cannot. */
  private Calibrator calibrator(double[] raw, Cases cases, List<Example> train) {
    double[] labels = train.stream().mapToDouble(Example::label).toArray();
    return cases.leavers() >= settings.isotonicFrom()
        ? Calibrator.isotonic(raw, labels)
        : Calibrator.line(raw, labels);
  }
}
