package sparkify.model.learn;

import java.util.List;
import sparkify.common.config.TrainingSettings;
import sparkify.lake.log.Driver;
import sparkify.model.registry.ModelCard.Feature;
import sparkify.model.registry.ModelVersion;

/**
 * What a model is to be made from, beside its rows.
 *
 * @param snapshot commit of the lake that the rows were read from
 * @param features in the order in which the model is to take them
 * @param recency the feature that alone is the second baseline, such as the days since the last
 *     event
 * @param driver the program that trains: its code version, its clock, and which others still run
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

  /** The version that this makes. */
  public String version() {
    return ModelVersion.of(snapshot, settings, driver.code());
  }

  List<String> featureNames() {
    return features.stream().map(Feature::name).toList();
  }
}
