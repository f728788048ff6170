package sparkify.common;

import java.io.Serial;

/**
 * There is too little data for what was asked, so far: nothing is wrong, and the same command may
 * succeed when more has landed.
 *
 * <p>The launcher exits with code 3.
 */
public final class TooLittleData extends OperatorError {
  @Serial private static final long serialVersionUID = 1L;

  public TooLittleData(String message) {
    super(message);
  }
}
