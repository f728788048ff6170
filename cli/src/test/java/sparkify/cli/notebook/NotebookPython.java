package sparkify.cli.notebook;

import java.util.Map;
import sparkify.cli.python.PythonSearch;
import sparkify.common.OperatorError;
import sparkify.common.config.SettingsLoader;

/** Whether this machine can run notebooks. */
public final class NotebookPython {
  private NotebookPython() {}

  /** Why it cannot, or empty if it can. */
  public static String missing() throws InterruptedException {
    try {
      new PythonSearch("notebook.python", SettingsLoader.load(null, Map.of()).notebook().python())
          .find();
      return "";
    } catch (OperatorError e) {
      return String.valueOf(e.getMessage());
    }
  }
}
