package sparkify.model.frame;

import java.util.Map;
import sparkify.common.config.ModelSettings;
import sparkify.common.config.SettingsLoader;

/** Settings of the model for tests: those of app.conf, but for what is given. */
final class FrameSettings {
  private FrameSettings() {}

  static ModelSettings with(Map<String, String> overrides) {
    return SettingsLoader.load(null, overrides).model();
  }
}
