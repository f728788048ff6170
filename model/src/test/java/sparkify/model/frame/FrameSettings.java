package sparkify.model.frame;

import java.util.Map;
import sparkify.common.config.SettingsLoader;
import sparkify.common.config.TrainingSettings;

/** Settings of the model for tests: those of app.conf, but for what is given. */
final class FrameSettings {
  private FrameSettings() {}

  static TrainingSettings with(Map<String, String> overrides) {
    return SettingsLoader.load(null, overrides).model().training();
  }
}
