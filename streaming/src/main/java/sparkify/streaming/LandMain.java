package sparkify.streaming;

import org.apache.spark.SparkUserAppException;
import sparkify.common.launch.ExitCode;
import sparkify.common.launch.Launcher;

/** The main class that YARN's application master runs. */
public final class LandMain {
  private LandMain() {}

  /**
   * Runs the landing application.
   *
   * @throws SparkUserAppException to make the application master report a failure: it takes a
   *     normal return for success, and an exit for an accident
   */
  public static void main(String[] args) throws SparkUserAppException {
    int code = Launcher.run(new LandCommand(), args);
    if (code != ExitCode.OK) {
      throw new SparkUserAppException(code);
    }
  }
}
