package sparkify.streaming;

import sparkify.common.launch.Launcher;

/** The main class that YARN's application master runs. */
public final class LandMain {
  private LandMain() {}

  /**
   * Runs the landing application.
   *
   * @throws Exception what it failed with: the application master reports it to YARN, while it
   *     takes a normal return for success and an exit for an accident
   */
  public static void main(String[] args) throws Exception {
    Launcher.runOrThrow(new LandCommand(), args);
  }
}
