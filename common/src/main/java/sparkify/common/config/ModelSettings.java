package sparkify.common.config;

/**
 * The churn model.
 *
 * @param training what shapes a model
 * @param application in which it is trained and scores, which does not shape it
 */
public record ModelSettings(TrainingSettings training, ApplicationSettings application) {
  static ModelSettings from(Section model) {
    return new ModelSettings(TrainingSettings.from(model), ApplicationSettings.from(model));
  }
}
