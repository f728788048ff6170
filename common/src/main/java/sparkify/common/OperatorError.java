package sparkify.common;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * An error that the operator can fix. Its one-line message names the thing, its value and what to
 * do.
 *
 * <p>The launcher prints the message without a stack trace and exits with code 1, or with 3 if it
 * is {@link TooLittleData}.
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
