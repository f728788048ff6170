package sparkify.common.launch;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Scanner;
import picocli.CommandLine.Option;
import sparkify.common.OperatorError;

/** Asks before something is deleted, unless told not to; mixed in with {@code @Mixin}. */
public final class Confirmation {
  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  /**
   * Goes on only when the answer is yes.
   *
   * @param what will be deleted
   * @throws OperatorError when the answer is another, or there is none
   */
  public void require(String what, PrintWriter out) {
    if (yes) {
      return;
    }
    out.println("This deletes " + what + ".");
    out.println("Type 'yes' to go on:");
    out.flush();
    Scanner in = new Scanner(System.in, Charset.defaultCharset());
    if (!in.hasNextLine() || !in.nextLine().strip().equals("yes")) {
      throw new OperatorError("Nothing was deleted: the answer was not 'yes' (--yes does not ask)");
    }
  }
}
