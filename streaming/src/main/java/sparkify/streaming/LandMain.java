package sparkify.streaming;

import java.nio.file.Path;
import sparkify.common.launch.ApplicationInput;

/** The main class of the landing application. */
public final class LandMain {
  private LandMain() {}

  /**
   * Runs the landing job of the request.
   *
   * @throws Exception the failure, which the application master reports to YARN; it takes a normal
   *     return for success, and would report a {@code System.exit} without a reason
   */
  public static void main(String[] args) throws Exception {
    var input = ApplicationInput.read(Path.of(""), LandRequest.class);
    new LandingJob(input.settings(), input.request()).run();
  }
}
