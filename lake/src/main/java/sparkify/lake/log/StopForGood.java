package sparkify.lake.log;

import java.io.Serial;
import sparkify.common.OperatorError;

/** A stop that no further attempt of the application can mend. */
public class StopForGood extends OperatorError {
  @Serial private static final long serialVersionUID = 1L;

  public StopForGood(String message) {
    super(message);
  }
}
