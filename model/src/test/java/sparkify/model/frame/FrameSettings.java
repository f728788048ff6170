package sparkify.model.frame;

import java.util.Map;
import sparkify.common.config.SettingsLoader;
import sparkify.common.config.TrainingSettings;

/** Training settings for tests: those of app.conf, with overrides. */
final class FrameSettings {
  private FrameSettings() {}

  static TrainingSettings with(Map<String, String> overrides) {
    return SettingsLoader.load(null, overrides).model().training();
  }
}
