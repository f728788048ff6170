package sparkify.model.learn;

import java.sql.Date;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import sparkify.common.config.SettingsLoader;
import sparkify.common.config.TrainingSettings;
import sparkify.lake.log.Driver;
import sparkify.model.registry.ModelCard.Feature;

/** Examples of users whose churn depends on the first feature, as strongly as requested. */
final class TestExamples {
  private static final int FOLDS = 3;

  private static final List<String> TRAIN = List.of("2018-10-13", "2018-10-20", "2018-10-27");
  private static final List<String> TEST = List.of("2018-11-10", "2018-11-17");

  private final int users;
  private final int features;
  private final double signal;
  private final long seed;

  /**
   * Examples of random users.
   *
   * @param signal by how much the log-odds rise per unit of the first feature
   */
  TestExamples(int users, int features, double signal, long seed) {
    this.users = users;
    this.features = features;
    this.signal = signal;
    this.seed = seed;
  }

  List<String> names() {
    return IntStream.range(0, features).mapToObj(i -> "f" + i).toList();
  }

  List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    Random random = new Random(seed);
    for (int user = 0; user < users; user++) {
      double[] values = random.doubles(features, -2, 2).toArray();
      double logOdds = -2.5 + signal * values[0];
      for (String cutoff : TRAIN) {
        rows.add(row(user, cutoff, "train", logOdds, values, random));
      }
      for (String cutoff : TEST) {
        rows.add(row(user, cutoff, "test", logOdds, values, random));
      }
    }
    return rows;
  }

  private Row row(
      int user, String cutoff, String role, double logOdds, double[] values, Random random) {
    Object[] row = new Object[5 + features];
    row[0] = "user" + user;
    row[1] = Date.valueOf(cutoff);
    row[2] = role;
    row[3] = random.nextDouble() < 1 / (1 + Math.exp(-logOdds)) ? 1.0 : 0.0;
    row[4] = user * 31 % FOLDS;
    for (int i = 0; i < features; i++) {
      row[5 + i] = values[i] + 0.3 * random.nextGaussian();
    }
    return RowFactory.create(row);
  }

  Dataset<Row> dataset(SparkSession spark) {
    return dataset(spark, rows());
  }

  Dataset<Row> dataset(SparkSession spark, List<Row> rows) {
    StructType schema =
        new StructType()
            .add("userId", DataTypes.StringType)
            .add("cutoff", DataTypes.DateType)
            .add("role", DataTypes.StringType)
            .add("label", DataTypes.DoubleType)
            .add("fold", DataTypes.IntegerType);
    for (String name : names()) {
      schema = schema.add(name, DataTypes.DoubleType);
    }
    return spark.createDataFrame(rows, schema);
  }

  TrainingRequest request(long snapshot, String application) {
    List<Feature> described =
        names().stream()
            .map(n -> new Feature(n, "feature " + n + " of the test", "d" + n))
            .toList();
    return new TrainingRequest(snapshot, settings(), described, "f1", driver(application));
  }

  static TrainingSettings settings() {
    return SettingsLoader.load(null, Map.of("model.resamples", "200")).model().training();
  }

  static Driver driver(String application) {
    Clock clock = Clock.fixed(Instant.EPOCH.plus(Duration.ofDays(18_000)), ZoneOffset.UTC);
    return new Driver(application, 1, "test", app -> app.endsWith("_alive"), clock);
  }
}
