package sparkify.model.learn;

import static java.util.Comparator.comparingDouble;

import java.io.IOException;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import sparkify.common.config.TrainingSettings;
import sparkify.model.learn.OutOfFold.Scored;
import sparkify.model.measure.Calibrator;
import sparkify.model.measure.Cases;
import sparkify.model.measure.Evaluation;
import sparkify.model.measure.Scores;
import sparkify.model.registry.ChurnModel;
import sparkify.model.registry.ModelCard;

/**
 * Tries candidates on held-out users, chooses one, and fits it to all training rows. Chosen is the
 * simplest whose PR-AUC is within one standard error of the best (Breiman et al. 1984): with a few
 * dozen leavers, the best of many is mostly the luckiest.
 */
final class Learner {
  private final TrainingSettings settings;
  private final List<Fit> fits;

  /**
   * The result of learning.
   *
   * @param outOfFold the chosen candidate's scores of the training rows, each by a model that has
   *     not seen the user
   */
  record Result(ModelCard.Learned about, Candidate chosen, ChurnModel model, Scores outOfFold) {}

  @SuppressWarnings("ArrayRecordComponent") // Only read here.
  private record Judged(Candidate candidate, double[] raw, double prAuc, double standardError) {
    boolean isAsGoodAs(double best) {
      return prAuc >= best - standardError;
    }

    ModelCard.Candidate summary() {
      return new ModelCard.Candidate(
          candidate.algorithm(), candidate.parameters(), prAuc, standardError);
    }
  }

  Learner(TrainingSettings settings, List<Fit> fits) {
    this.settings = settings;
    this.fits = List.copyOf(fits);
  }

  Result learn(Examples examples, List<Example> train) throws IOException {
    Cases cases = Cases.of(train.stream().map(Example::asCase).toList());
    List<Judged> judged = judge(new OutOfFold(examples, train, settings.seed()).of(fits), cases);
    double best = judged.stream().mapToDouble(Judged::prAuc).max().orElseThrow();
    Judged chosen = judged.stream().filter(j -> j.isAsGoodAs(best)).findFirst().orElseThrow();
    double[] raw = chosen.raw();
    Calibrator calibrator = calibrator(raw, cases, train);
    ChurnModel model = new ChurnModel(fit(chosen.candidate(), examples), calibrator);
    List<ModelCard.Candidate> candidates = judged.stream().map(Judged::summary).toList();
    return new Result(
        new ModelCard.Learned(
            chosen.candidate().algorithm(),
            chosen.candidate().parameters(),
            candidates,
            calibrator),
        chosen.candidate(),
        model,
        new Scores(raw, calibrator.probabilities(raw)));
  }

  private List<Judged> judge(List<Scored> scored, Cases cases) {
    ToDoubleFunction<Scored> prAuc = s -> Evaluation.prAuc(cases, s.raw());
    double[] best = scored.stream().max(comparingDouble(prAuc)).orElseThrow().raw();
    Evaluation evaluation =
        new Evaluation(cases, settings.contactBudget(), settings.resamples(), settings.seed());
    return scored.stream()
        .map(
            s ->
                new Judged(
                    s.candidate(),
                    s.raw(),
                    prAuc.applyAsDouble(s),
                    evaluation.prAucDifferenceError(best, s.raw())))
        .toList();
  }

  /** Fits a candidate to all training rows. */
  PipelineModel fit(Candidate chosen, Examples examples) {
    return new Pipeline()
        .setStages(new PipelineStage[] {examples.assembler(), chosen.predictor(settings.seed())})
        .fit(examples.rows(Examples.TRAIN));
  }

  /** With few leavers, an isotonic curve would follow single ones; a line cannot. */
  private Calibrator calibrator(double[] raw, Cases cases, List<Example> train) {
    double[] labels = train.stream().mapToDouble(Example::label).toArray();
    return cases.leavers() >= settings.isotonicFrom()
        ? Calibrator.isotonic(raw, labels)
        : Calibrator.line(raw, labels);
  }
}
