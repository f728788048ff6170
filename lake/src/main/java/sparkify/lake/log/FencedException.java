package sparkify.lake.log;

import java.io.Serial;
import sparkify.common.Incident;

/** Another driver has taken over the table; this one must stop. */
public final class FencedException extends StopForGood {
  @Serial private static final long serialVersionUID = 1L;

  private final String application;

  FencedException(String message, Manifest.Writer holder) {
    super(Incident.FENCED, message);
    this.application = holder.application();
  }

  /** The application that holds the table now; may be a later attempt of the fenced one. */
  public String application() {
    return application;
  }
}
