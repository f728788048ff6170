package sparkify.common;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Something the operator can mend, said in one line that names the thing, the value and what to do.
 *
 * <p>The launcher prints the message without a stack trace and ends with exit code 1.
 */
public class OperatorError extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public OperatorError(String message) {
    super(message);
  }

  public OperatorError(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
