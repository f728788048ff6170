package sparkify.common.config;

/**
 * The churn model.
 *
 * @param training the settings that shape a model
 * @param application the Spark application that trains and scores, which does not shape a model
 */
public record ModelSettings(TrainingSettings training, ApplicationSettings application) {
  static ModelSettings from(Section model) {
    return new ModelSettings(TrainingSettings.from(model), ApplicationSettings.from(model));
  }
}
