package sparkify.lake.log;

import java.io.Serial;
import sparkify.common.Incident;
import sparkify.common.OperatorError;

/** A failure that retrying cannot fix: no further attempt of the application may start. */
public class StopForGood extends OperatorError {
  @Serial private static final long serialVersionUID = 1L;

  public StopForGood(Incident incident, String message) {
    super(incident.in(message));
  }
}
