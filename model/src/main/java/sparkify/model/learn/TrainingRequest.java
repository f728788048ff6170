package sparkify.model.learn;

import java.util.List;
import sparkify.common.config.TrainingSettings;
import sparkify.lake.log.Driver;
import sparkify.model.registry.ModelCard.Feature;
import sparkify.model.registry.ModelVersion;

/**
 * What to train, apart from the rows.
 *
 * @param snapshot sequence number of the commit that the rows are read from
 * @param features in the order in which the model reads them
 * @param recency the feature that serves as the second baseline, such as the days since the last
 *     event
 * @param driver the application that trains: its code version, its clock, and a way to find out
 *     which others still run
 */
public record TrainingRequest(
    long snapshot,
    TrainingSettings settings,
    List<Feature> features,
    String recency,
    Driver driver) {
  public TrainingRequest {
    features = List.copyOf(features);
    if (features.stream().noneMatch(f -> f.name().equals(recency))) {
      throw new IllegalArgumentException("Invalid recency: " + recency + " is not a feature");
    }
  }

  /** The version of the resulting model. */
  public String version() {
    return ModelVersion.of(snapshot, settings, driver.code());
  }

  List<String> featureNames() {
    return features.stream().map(Feature::name).toList();
  }
}
