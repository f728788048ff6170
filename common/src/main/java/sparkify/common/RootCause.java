package sparkify.common;

/** The exception at the bottom of a chain of causes: where a failure began. */
public final class RootCause {
  private RootCause() {}

  /** Its message, or its class where it has none. */
  public static String message(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }
}
