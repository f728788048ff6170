package sparkify.model.learn;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sparkify.common.OperatorError;
import sparkify.common.TooLittleData;
import sparkify.common.config.TrainingSettings;
import sparkify.model.learn.TrainingReport.Outcome;
import sparkify.model.measure.Interval;
import sparkify.model.measure.Scores;
import sparkify.model.registry.ModelCard;
import sparkify.model.registry.ModelCard.Cutoffs;
import sparkify.model.registry.ModelCard.Gate;
import sparkify.model.registry.ModelCard.Origin;
import sparkify.model.registry.ModelCard.Tested;
import sparkify.model.registry.ModelRegistry;
import sparkify.model.registry.ModelVersion;

/** Trains a model: learns, tests, judges, publishes, and promotes it if it passed the gate. */
public final class Trainer {
  private static final Logger log = LoggerFactory.getLogger(Trainer.class);

  private final ModelRegistry registry;
  private final Fits fits;

  /** The fits to try. */
  interface Fits {
    /** Those for a number of leavers, the simplest first. */
    List<Fit> forLeavers(int leavers, TrainingSettings.Candidates budget);
  }

  public Trainer(ModelRegistry registry) {
    this(registry, Fit::forLeavers);
  }

  Trainer(ModelRegistry registry, Fits fits) {
    this.registry = registry;
    this.fits = fits;
  }

  /**
   * Trains on {@code examples}. If the requested version already exists, they are not even
   * computed.
   *
   * <p>A model that fails the gate is published all the same, so that it can be inspected and is
   * not trained again; it is just not promoted.
   *
   * @param examples {@code userId}, {@code cutoff} (date), {@code role} ({@code train} or {@code
   *     test}), {@code label} (0 or 1), {@code fold}, then a column of doubles per feature; no
   *     nulls
   * @throws OperatorError when too few users churn, or a feature gives the label away; then nothing
   *     is written
   */
  public TrainingReport train(TrainingRequest request, Dataset<Row> examples) throws IOException {
    registry.clean(request.driver());
    Optional<ModelCard> existing = registry.find(request.version());
    if (existing.isPresent()) {
      return promoteIfPassed(existing.get(), request, Outcome.EXISTED);
    }
    ModelCard card;
    try (Examples cached =
        Examples.cache(examples, request.featureNames(), request.settings().sortedRows())) {
      card = learnAndPublish(request, cached);
    }
    return promoteIfPassed(card, request, Outcome.NOT_PROMOTED);
  }

  private ModelCard learnAndPublish(TrainingRequest request, Examples examples) throws IOException {
    TrainingSettings settings = request.settings();
    RoleRows train = examples.of(Examples.TRAIN);
    RoleRows test = examples.of(Examples.TEST);
    requireLeavers("train", train, settings.minimum().trainLeavers());
    requireLeavers("test", test, settings.minimum().testLeavers());
    log.info("Learning from {} rows, testing on {}", train.size(), test.size());
    new LeakageCheck(settings.largestSingleAuc()).requireNone(examples, train);
    List<Fit> tried = fits.forLeavers(train.cases().leavers(), settings.candidates());
    Learner learner = new Learner(settings, tried);
    Learner.Result learnt = learner.learn(examples, train);
    Interval control = new NegativeControl(settings, learner).rocAuc(learnt, examples);
    TestSet testSet = new TestSet(examples, train, test, settings);
    Scores scores = testSet.scores(learnt.model());
    Origin origin = origin(request, new Cutoffs(train.cutoffs(), test.cutoffs()));
    Gatekeeper.Subject fresh = new Gatekeeper.Subject(request.features(), origin.cutoffs().test());
    Gate gate =
        new Gatekeeper(registry, testSet)
            .judge(fresh, learnt.outOfFold(), scores, registry.current());
    Tested tested = testSet.tested(scores, request.recency(), control, gate);
    ModelCard card =
        new ModelCard(request.version(), origin, request.features(), learnt.about(), tested);
    ScoredRows rows = new ScoredRows(examples).add(train, learnt.outOfFold()).add(test, scores);
    registry.publish(card, learnt.model(), rows.dataset(), request.driver());
    log.info("Published {}", registry.path(card.version()));
    return card;
  }

  /**
   * Promotes a model that passed the gate, provided that the version it was compared with is still
   * current. This also completes the work of a job that died between publishing and promoting. A
   * version that has been current before is not promoted again: someone may have rolled back from
   * it.
   */
  private TrainingReport promoteIfPassed(ModelCard card, TrainingRequest request, Outcome otherwise)
      throws IOException {
    Gate gate = card.tested().gate();
    boolean promoted =
        gate.passed()
            && !registry.wasCurrent(card.version())
            && registry.promote(
                card.version(), Optional.ofNullable(gate.against()), request.driver());
    Optional<String> current = registry.current().map(ModelCard::version);
    return new TrainingReport(card, promoted ? Outcome.PROMOTED : otherwise, current);
  }

  private static Origin origin(TrainingRequest request, Cutoffs cutoffs) {
    TrainingSettings settings = request.settings();
    return new Origin(
        request.driver().clock().instant(),
        request.snapshot(),
        request.driver().code(),
        settings.seed(),
        Math.toIntExact(settings.horizon().toDays()),
        cutoffs,
        ModelVersion.settings(settings));
  }

  private static void requireLeavers(String purpose, RoleRows rows, int minimum) {
    int leavers = rows.cases().leavers();
    if (leavers < minimum) {
      throw new TooLittleData(
          "Cannot %s a model: only %d users churn after the %s cutoffs %s, at least %d are needed (model.minimum.%s-leavers); land more days or lengthen model.horizon"
              .formatted(purpose, leavers, purpose, rows.cutoffs(), minimum, purpose));
    }
  }
}
