package sparkify.model.score;

import static org.apache.spark.sql.functions.ceil;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.storage.StorageLevel;
import sparkify.common.OperatorError;
import sparkify.lake.fs.LakeFileSystem;
import sparkify.lake.log.Driver;
import sparkify.model.frame.ChurnFrame;
import sparkify.model.registry.ModelCard;
import sparkify.model.registry.ModelRegistry;

/** Scores the users active on a day by the model in use. */
public final class Scoring {
  private final LakeFileSystem files;
  private final ModelRegistry registry;
  private final ScoreTable table;

  public Scoring(LakeFileSystem files, Driver driver) {
    this.files = files;
    this.registry = ModelRegistry.open(files);
    this.table = new ScoreTable(files, driver);
  }

  /**
   * Scores and writes the day {@code asOf}, which means all that was known when it ended.
   *
   * @param snapshot the commit that {@code frame} reads
   * @param top how many users to tell of
   * @return those likeliest to leave with what they did lately, for printing
   * @throws OperatorError when there is no model, or one that has seen what came after the day, or
   *     the day is not complete
   */
  public String run(ChurnFrame frame, long snapshot, LocalDate asOf, int top) throws IOException {
    ModelCard card =
        registry
            .current()
            .orElseThrow(
                () ->
                    new OperatorError(
                        "Cannot score %s: no model of %s is in use; ./deploy.sh train makes one, or says why not"
                            .formatted(asOf, files.root())));
    Instant cutoff = asOf.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    refuseHindsight(card, asOf);
    refuseUnfinished(frame.cutoffs().lastCompleteDay(), asOf);
    Dataset<Row> ranked = ranked(registry.load(card).withScores(frame.featuresAt(cutoff)));
    ranked.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      long users = ranked.count();
      Dataset<Row> rows = withDeciles(ranked, users, card, snapshot);
      table.replace(asOf, rows, users);
      return new TopUsers(card.version(), card.featureNames(), asOf, users).text(rows, top);
    } finally {
      ranked.unpersist();
    }
  }

  /** A model trained on labels of a later time would know how the day went on. */
  private static void refuseHindsight(ModelCard card, LocalDate asOf) {
    var train = card.origin().cutoffs().train();
    LocalDate seen =
        LocalDate.parse(train.get(train.size() - 1)).plusDays(card.origin().horizonDays());
    if (seen.isAfter(asOf.plusDays(1))) {
      throw new OperatorError(
          "Cannot score %s by model %s: its labels reach to the end of %s; score that day or a later one"
              .formatted(asOf, card.version(), seen.minusDays(1)));
    }
  }

  /** Users would seem to have gone quiet where their events are not there yet. */
  private static void refuseUnfinished(LocalDate lastComplete, LocalDate asOf) {
    if (asOf.isAfter(lastComplete)) {
      throw new OperatorError(
          "Cannot score %s: the last complete day is %s (model.cutoffs.last-complete-day); score that day or an earlier one"
              .formatted(asOf, lastComplete));
    }
  }

  /** Ties are broken by the user, so that the same rows get the same ranks. */
  private static Dataset<Row> ranked(Dataset<Row> scored) {
    return scored.withColumn(
        "rank", row_number().over(Window.orderBy(col("raw").desc(), col("userId"))));
  }

  private static Dataset<Row> withDeciles(
      Dataset<Row> ranked, long users, ModelCard card, long snapshot) {
    return ranked
        .withColumn("decile", ceil(col("rank").multiply(10).divide(lit(users))).cast("int"))
        .withColumn("model", lit(card.version()))
        .withColumn("snapshot", lit(snapshot));
  }
}
