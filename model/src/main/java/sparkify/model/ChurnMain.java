package sparkify.model;

import sparkify.common.launch.Launcher;

/** The main class that YARN's application master runs to train and to score. */
public final class ChurnMain {
  private ChurnMain() {}

  /**
   * Runs the churn application.
   *
   * @throws Exception what it failed with, for the application master to report
   */
  public static void main(String[] args) throws Exception {
    Launcher.runOrThrow(new ChurnCommand(), args);
  }
}
