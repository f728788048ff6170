package sparkify.model.frame;

import java.io.Serial;
import sparkify.common.OperatorError;

/** The lake holds too little data to train and test a model. */
public final class TooLittleData extends OperatorError {
  @Serial private static final long serialVersionUID = 1L;

  public TooLittleData(String message) {
    super(message);
  }
}
