package sparkify.model.score;

import static org.apache.spark.sql.functions.ceil;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import sparkify.common.OperatorError;
import sparkify.common.config.LogSettings;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.Driver;
import sparkify.model.frame.ChurnFrame;
import sparkify.model.registry.ModelCard;
import sparkify.model.registry.ModelCard.Feature;
import sparkify.model.registry.ModelRegistry;

/** Scores the users active on a day with the current model. */
public final class Scoring {
  private final LakeFileSystem files;
  private final ModelRegistry registry;
  private final ScoreTable table;
  private final List<Feature> computed;

  /**
   * Scoring of a lake.
   *
   * @param computed the features as this version computes them
   */
  public Scoring(
      LakeFileSystem files, LogSettings settings, List<Feature> computed, Driver driver) {
    this.files = files;
    this.registry = ModelRegistry.open(files);
    this.computed = List.copyOf(computed);
    this.table = new ScoreTable(files, settings, driver, ScoreTable.ROWS_PER_FILE);
  }

  /**
   * Scores the day {@code asOf}, with everything known at its end, and writes the scores.
   *
   * @param snapshot sequence number of the commit that {@code frame} reads
   * @param top how many users to list
   * @return the users likeliest to churn and their recent activity, as text
   * @throws OperatorError when there is no current model, it reads features that this version
   *     computes otherwise, its training labels extend beyond the day, or the day is not complete
   */
  public String run(ChurnFrame frame, long snapshot, LocalDate asOf, int top) throws IOException {
    ModelCard card =
        registry
            .current()
            .orElseThrow(
                () ->
                    new OperatorError(
                        "Cannot score %s: there is no current model at %s; run ./deploy.sh train"
                            .formatted(asOf, files.root())));
    Instant cutoff = asOf.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    refuseOtherFormulas(card);
    refuseHindsight(card, asOf);
    refuseIncomplete(frame.cutoffs().lastCompleteDay(), asOf);
    Dataset<Row> scored = scored(card, frame.featuresAt(cutoff));
    // Without the cache, counting, sorting and writing would each compute every feature.
    scored.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      long users = scored.count();
      Dataset<Row> rows = withDeciles(Ranks.of(scored), users, card, snapshot);
      table.replace(asOf, rows, users);
      return new TopUsers(card.version(), card.featureNames(), asOf, users).text(rows, top);
    } finally {
      scored.unpersist();
    }
  }

  /** To the formulas of another version, the model's parameters would mean something else. */
  private void refuseOtherFormulas(ModelCard card) {
    Optional<String> other = card.otherFormulas(computed);
    if (other.isPresent()) {
      throw new OperatorError(
          "Cannot score with model %s: %s; run ./deploy.sh train"
              .formatted(card.version(), other.get()));
    }
  }

  /** A model trained on labels from after the day would already know the outcome. */
  private static void refuseHindsight(ModelCard card, LocalDate asOf) {
    var train = card.origin().cutoffs().train();
    LocalDate seen =
        LocalDate.parse(train.get(train.size() - 1)).plusDays(card.origin().horizonDays());
    if (seen.isAfter(asOf.plusDays(1))) {
      throw new OperatorError(
          "Cannot score %s with model %s: its training labels extend to the end of %s; score that day or a later one"
              .formatted(asOf, card.version(), seen.minusDays(1)));
    }
  }

  /** On an incomplete day, users would seem inactive whose events have not landed yet. */
  private static void refuseIncomplete(LocalDate lastComplete, LocalDate asOf) {
    if (asOf.isAfter(lastComplete)) {
      throw new OperatorError(
          "Cannot score %s: the last complete day is %s (model.cutoffs.last-complete-day); score that day or an earlier one"
              .formatted(asOf, lastComplete));
    }
  }

  /** The scores, and of the features only those that are shown. */
  private Dataset<Row> scored(ModelCard card, Dataset<Row> features) {
    Column[] columns =
        Stream.concat(
                Stream.of("userId", "raw", "probability"),
                TopUsers.shown(card.featureNames()).stream())
            .map(Column::new)
            .toArray(Column[]::new);
    return registry.load(card).withScores(features).select(columns);
  }

  private static Dataset<Row> withDeciles(
      Dataset<Row> ranked, long users, ModelCard card, long snapshot) {
    return ranked
        .withColumn("decile", ceil(col("rank").multiply(10).divide(lit(users))).cast("int"))
        .withColumn("model", lit(card.version()))
        .withColumn("snapshot", lit(snapshot));
  }
}
