package sparkify.model;

import java.io.IOException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import sparkify.common.OperatorError;
import sparkify.common.config.Settings;
import sparkify.common.config.TrainingSettings;
import sparkify.lake.Feed;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.FeedDates;
import sparkify.lake.log.LiveTable;
import sparkify.lake.log.TablePaths;
import sparkify.model.frame.Cutoffs;
import sparkify.model.registry.ModelCard;
import sparkify.model.registry.ModelCard.Gate;
import sparkify.model.registry.ModelRegistry;
import sparkify.model.registry.ModelVersion;
import sparkify.model.score.Scorable;
import sparkify.model.score.ScoredDay;

/** What there is to train and to score, from commit logs and the registry alone. */
public final class ChurnPlan {
  static final String NOT_SCORED =
      "Not scored: the new model was not promoted, and there is no other";

  private final TrainingSettings settings;
  private final LakeFileSystem lake;
  private final CommitLog events;
  private final ModelRegistry registry;

  private ChurnPlan(TrainingSettings settings, LakeFileSystem lake, CommitLog events) {
    this.settings = settings;
    this.lake = lake;
    this.events = events;
    this.registry = ModelRegistry.open(lake);
  }

  /** The plan for the lake of {@code settings}. */
  public static ChurnPlan of(Settings settings, LakeFileSystem lake) {
    TablePaths paths = new TablePaths(lake, Feed.events(settings).table());
    return new ChurnPlan(settings.model().training(), lake, new CommitLog(paths));
  }

  /**
   * Why there is nothing to train, in one line; empty if there is something.
   *
   * @param asOf the last day of events to use, or null for the last complete day
   * @throws OperatorError when no cutoffs can be placed
   */
  public Optional<String> nothingToTrain(@Nullable LocalDate asOf) throws IOException {
    LiveTable table = events.readTable();
    TrainingSettings training = Cutoffs.settingsAsOf(asOf, table.rowsPerDay(), settings);
    LocalDate day = Cutoffs.of(table.rowsPerDay(), training).lastCompleteDay();
    FeedDates dates = dates(table);
    String code = CodeVersion.current();
    for (String version : registry.versions()) {
      OptionalLong snapshot = ModelVersion.snapshot(version);
      if (snapshot.isPresent()
          && version.equals(ModelVersion.of(snapshot.getAsLong(), training, code))
          && dates.areUnchangedSince(snapshot.getAsLong(), day)
          && !isLeftToPromote(version)) {
        return Optional.of(
            "Nothing to do: model %s of the events up to %s exists, and none of them have changed since; %s"
                .formatted(version, day, current(version)));
      }
    }
    return Optional.empty();
  }

  /** Whether a run that made a model died before it could promote it. */
  private boolean isLeftToPromote(String version) throws IOException {
    Gate gate = registry.find(version).orElseThrow().tested().gate();
    return gate.passed()
        && !registry.wasCurrent(version)
        && currentVersion().equals(Optional.ofNullable(gate.against()));
  }

  private String current(String version) throws IOException {
    return currentVersion()
        .map(v -> v.equals(version) ? "it is the current model" : "the current model is " + v)
        .orElse("there is no current model");
  }

  private Optional<String> currentVersion() throws IOException {
    return registry.current().map(ModelCard::version);
  }

  /**
   * Why there is nothing to score, in one line; empty if there is something.
   *
   * @param asOf the last day of events to use, or null for the last complete day
   * @throws OperatorError when the day cannot be scored
   */
  public Optional<String> nothingToScore(@Nullable LocalDate asOf) throws IOException {
    LiveTable table = events.readTable();
    Cutoffs cutoffs = Cutoffs.of(table.rowsPerDay(), settings);
    LocalDate day = asOf == null ? cutoffs.lastCompleteDay() : asOf;
    ModelCard model = Scorable.require(day, lake, ChurnJob.features(), cutoffs).model();
    Optional<ScoredDay> scored = ScoredDay.of(day, lake).filter(s -> s.isBy(model));
    if (scored.isEmpty()
        || !dates(table).areUnchangedSince(scored.get().source().snapshot(), day)) {
      return Optional.empty();
    }
    return Optional.of(
        "Nothing to do: the users of %s were scored with model %s at %s, and no events up to that day have changed since"
            .formatted(
                day,
                model.version(),
                scored.get().committedAt(lake).truncatedTo(ChronoUnit.SECONDS)));
  }

  /**
   * Likewise of the last complete day, where there may be no model because none was promoted.
   *
   * @throws OperatorError when the day cannot be scored for another reason
   */
  public Optional<String> nothingToScoreAfterTraining() throws IOException {
    return registry.current().isEmpty() ? Optional.of(NOT_SCORED) : nothingToScore(null);
  }

  private FeedDates dates(LiveTable table) throws IOException {
    return FeedDates.of(events, table.state().seq());
  }
}
