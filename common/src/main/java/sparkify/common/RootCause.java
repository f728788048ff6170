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

  /** The message of the root cause, or its class name if it has no message. */
  public static String message(Throwable failure) {
    Throwable root = of(failure);
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }
}
