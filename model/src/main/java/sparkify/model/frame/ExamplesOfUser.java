package sparkify.model.frame;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Goes through the events of a user once, in time order, and computes the features at each cutoff
 * on the way. No event at or after a cutoff has been read when its features are computed.
 */
final class ExamplesOfUser implements FlatMapGroupsFunction<String, Row, Row> {
  private static final long serialVersionUID = 1L;

  /** Position of the first feature in {@link #schema()}. */
  static final int FIRST_FEATURE = 4;

  private final long[] cutoffs;
  private final ObservedDays observed;
  private final long horizonMs;
  private final FoldHash folds;

  /**
   * Examples at {@code cutoffs}.
   *
   * @param cutoffs epoch milliseconds of UTC midnights, ascending
   * @param observed the days with data, of any user
   */
  ExamplesOfUser(long[] cutoffs, ObservedDays observed, long horizonMs, FoldHash folds) {
    this.cutoffs = cutoffs.clone();
    this.observed = observed;
    this.horizonMs = horizonMs;
    this.folds = folds;
  }

  /** {@code userId}, {@code cutoffDay} (days since 1970), {@code label}, {@code fold}, features. */
  static StructType schema() {
    StructType schema =
        new StructType()
            .add("userId", DataTypes.StringType, false)
            .add("cutoffDay", DataTypes.IntegerType, false)
            .add("label", DataTypes.DoubleType, false)
            .add("fold", DataTypes.IntegerType, false);
    for (String feature : FeatureCatalogue.names()) {
      schema = schema.add(feature, DataTypes.DoubleType, false);
    }
    return schema;
  }

  /** The features at a cutoff at which the user was active. */
  private record FeaturesAt(long cutoff, List<Double> features) {}

  @Override
  public Iterator<Row> call(String userId, Iterator<Row> rows) {
    UserHistory history = new UserHistory();
    List<FeaturesAt> active = new ArrayList<>();
    int next = 0;
    while (rows.hasNext()) {
      Event event = new Event(rows.next());
      while (next < cutoffs.length && event.ts() >= cutoffs[next]) {
        addIfActive(history, cutoffs[next++], active);
      }
      history.add(event);
    }
    while (next < cutoffs.length) {
      addIfActive(history, cutoffs[next++], active);
    }
    int fold = folds.fold(userId);
    return active.stream().map(at -> row(userId, at, label(history, at.cutoff()), fold)).iterator();
  }

  private void addIfActive(UserHistory history, long cutoff, List<FeaturesAt> active) {
    if (history.isActive()) {
      AsOf user = new AsOf(history, cutoff, observed);
      active.add(new FeaturesAt(cutoff, FeatureCatalogue.values(user)));
    }
  }

  /** 1 if the user, active at {@code cutoff}, churns in [cutoff, cutoff + horizon), else 0. */
  private double label(UserHistory history, long cutoff) {
    Long churned = history.churnedAt();
    return churned != null && churned < cutoff + horizonMs ? 1 : 0;
  }

  private static Row row(String userId, FeaturesAt at, double label, int fold) {
    List<Object> values = new ArrayList<>(at.features().size() + FIRST_FEATURE);
    values.add(userId);
    values.add((int) Math.floorDiv(at.cutoff(), UserHistory.DAY_MS));
    values.add(label);
    values.add(fold);
    values.addAll(at.features());
    return RowFactory.create(values.toArray());
  }
}
