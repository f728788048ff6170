package sparkify.common;

/** The innermost cause of a failure. */
public final class RootCause {
  private RootCause() {}

  /** The innermost cause, which may be the failure itself. */
  public static Throwable of(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  /**
   * The first line of the root cause's message, or its class name if it has no message. HDFS and
   * YARN append the stack trace of their own process.
   */
  public static String message(Throwable failure) {
    Throwable root = of(failure);
    return root.getMessage() == null ? root.toString() : firstLine(root.getMessage());
  }

  /** The first line of {@code text} that is not blank. */
  public static String firstLine(String text) {
    return text.lines().filter(line -> !line.isBlank()).findFirst().orElse("").strip();
  }
}
