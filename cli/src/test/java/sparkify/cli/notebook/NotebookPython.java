package sparkify.cli.notebook;

import sparkify.common.config.SettingsLoader;
import sparkify.common.launch.OperatorError;

/** Whether this machine can run notebooks. */
public final class NotebookPython {
  private NotebookPython() {}

  /** Empty where it can; else why not. */
  public static String missing() throws InterruptedException {
    try {
      new PythonSearch(SettingsLoader.load(null, java.util.Map.of()).notebook()).find();
      return "";
    } catch (OperatorError e) {
      return String.valueOf(e.getMessage());
    }
  }
}
