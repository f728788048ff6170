package sparkify.model.frame;

import java.io.Serial;
import sparkify.common.OperatorError;

/** The lake does not hold enough for an honest model: a fact about the data, not a failure. */
public final class TooLittleData extends OperatorError {
  @Serial private static final long serialVersionUID = 1L;

  public TooLittleData(String message) {
    super(message);
  }
}
