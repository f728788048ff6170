package sparkify.lake.log;

import java.io.Serial;

/** Another driver has the feed: this one must stop, having committed nothing since. */
public final class FencedException extends StopForGood {
  @Serial private static final long serialVersionUID = 1L;

  private final String application;

  FencedException(String message, Manifest.Writer holder) {
    super(message);
    this.application = holder.application();
  }

  /** The application that has the feed now; it may be a later attempt of our own. */
  public String application() {
    return application;
  }
}
