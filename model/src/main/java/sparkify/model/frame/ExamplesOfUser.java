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
 * Goes once through the events of a user, in time order, and says at each cutoff what is known by
 * then. Events from the cutoff on have not been looked at when its features are computed.
 */
final class ExamplesOfUser implements FlatMapGroupsFunction<String, Row, Row> {
  private static final long serialVersionUID = 1L;

  private final long[] cutoffs;
  private final long firstData;
  private final long horizonMs;
  private final FoldHash folds;

  /**
   * @param cutoffs epoch milliseconds of UTC midnights, rising
   * @param firstData the earliest event of anyone, epoch milliseconds
   */
  ExamplesOfUser(long[] cutoffs, long firstData, long horizonMs, FoldHash folds) {
    this.cutoffs = cutoffs.clone();
    this.firstData = firstData;
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

  /** The features at one cutoff at which the user was active. */
  private record Known(long cutoff, List<Double> features) {}

  @Override
  public Iterator<Row> call(String userId, Iterator<Row> rows) {
    UserHistory history = new UserHistory();
    List<Known> known = new ArrayList<>();
    int next = 0;
    while (rows.hasNext()) {
      Event event = new Event(rows.next());
      while (next < cutoffs.length && event.ts() >= cutoffs[next]) {
        look(history, cutoffs[next++], known);
      }
      history.add(event);
    }
    while (next < cutoffs.length) {
      look(history, cutoffs[next++], known);
    }
    int fold = folds.fold(userId);
    return known.stream().map(k -> row(userId, k, label(history, k.cutoff()), fold)).iterator();
  }

  private void look(UserHistory history, long cutoff, List<Known> known) {
    if (history.isActive()) {
      AsOf user = new AsOf(history, cutoff, firstData);
      known.add(new Known(cutoff, FeatureCatalogue.values(user)));
    }
  }

  /** Whether the user, active at {@code cutoff}, leaves in [cutoff, cutoff + horizon). */
  private double label(UserHistory history, long cutoff) {
    Long cancelled = history.cancelledAt();
    return cancelled != null && cancelled < cutoff + horizonMs ? 1 : 0;
  }

  private static Row row(String userId, Known known, double label, int fold) {
    List<Object> values = new ArrayList<>(known.features().size() + 4);
    values.add(userId);
    values.add((int) Math.floorDiv(known.cutoff(), UserHistory.DAY_MS));
    values.add(label);
    values.add(fold);
    values.addAll(known.features());
    return RowFactory.create(values.toArray());
  }
}
