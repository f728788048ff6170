package sparkify.bench.process;

import java.io.Serial;
import sparkify.common.OperatorError;

/** A program ended with an exit code other than 0. */
public final class ProgramFailure extends OperatorError {
  @Serial private static final long serialVersionUID = 1L;
  private final int code;

  ProgramFailure(String message, int code) {
    super(message);
    this.code = code;
  }

  public int code() {
    return code;
  }
}
