package sparkify.common.launch;

/** The exit codes of every program. */
public final class ExitCode {
  /** The command succeeded. */
  public static final int OK = 0;

  /** The command failed and printed why, or the audit is not balanced. */
  public static final int FAILED = 1;

  /** The command line is invalid. */
  public static final int USAGE = 2;

  /** There is too little data for what was asked, so far. */
  public static final int TOO_LITTLE_DATA = 3;

  private ExitCode() {}
}
