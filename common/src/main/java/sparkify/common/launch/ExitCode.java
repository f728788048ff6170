package sparkify.common.launch;

/** The exit codes of every program. */
public final class ExitCode {
  /** It did what was asked. */
  public static final int OK = 0;

  /** It could not, and said why; or, for audit, it found an imbalance. */
  public static final int FAILED = 1;

  /** It was asked in a way that it does not understand. */
  public static final int USAGE = 2;

  private ExitCode() {}
}
