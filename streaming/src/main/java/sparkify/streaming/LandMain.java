package sparkify.streaming;

import java.nio.file.Path;
import sparkify.common.launch.ApplicationInput;

/** The main class of the landing application. */
public final class LandMain {
  private LandMain() {}

  /**
   * Lands what the request says.
   *
   * @throws Exception what it failed with: the application master reports it to YARN, while it
   *     takes a normal return for success and an exit for an accident
   */
  public static void main(String[] args) throws Exception {
    var input = ApplicationInput.read(Path.of(""), LandRequest.class);
    new LandingJob(input.settings(), input.request()).run();
  }
}
