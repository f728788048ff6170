package sparkify.model.score;

import static org.apache.spark.sql.functions.ceil;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
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
   * @throws sparkify.common.OperatorError when the day cannot be scored, as {@link Scorable} says
   */
  public String run(ChurnFrame frame, long snapshot, LocalDate asOf, int top) throws IOException {
    ModelCard card = Scorable.require(asOf, files, computed, frame.cutoffs()).model();
    Instant cutoff = asOf.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    Dataset<Row> scored = scored(card, frame.featuresAt(cutoff));
    // Without the cache, counting, sorting and writing would each compute every feature.
    scored.persist(StorageLevel.MEMORY_AND_DISK());
    try {
      long users = scored.count();
      Dataset<Row> rows = withDeciles(Ranks.of(scored), users, card, snapshot);
      table.replace(asOf, rows, users, ScoredDay.source(card, snapshot));
      return new TopUsers(card.version(), card.featureNames(), asOf, users).text(rows, top);
    } finally {
      scored.unpersist();
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
