package sparkify.common.launch;

import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Scanner;
import picocli.CommandLine.Option;
import sparkify.common.OperatorError;

/**
 * Asks the operator before something is deleted, unless {@code --yes} is given; mixed in with
 * {@code @Mixin}.
 */
public final class Confirmation {
  private final InputStream answers;

  @Option(names = "--yes", description = "Do not ask for confirmation.")
  private boolean yes;

  /** Asks on the terminal. */
  public Confirmation() {
    this(System.in);
  }

  Confirmation(InputStream answers) {
    this.answers = answers;
  }

  /** Whether {@code --yes} is given. */
  public boolean isSkipped() {
    return yes;
  }

  /**
   * Returns only if the answer is 'yes'.
   *
   * @param what what will be deleted
   * @throws OperatorError if the answer is anything else, or there is none
   */
  public void require(String what, PrintWriter out) {
    if (yes) {
      return;
    }
    out.println("This deletes " + what + ".");
    out.println("Type 'yes' to continue:");
    out.flush();
    Scanner in = new Scanner(answers, Charset.defaultCharset());
    if (!in.hasNextLine() || !in.nextLine().strip().equals("yes")) {
      throw new OperatorError(
          "Cannot delete " + what + ": the answer was not 'yes'; use --yes to skip the question");
    }
  }
}
