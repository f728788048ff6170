package sparkify.cli.yarn;

import java.io.IOException;
import java.util.Optional;

/**
 * What an application of some kind may have to do.
 *
 * @param <R> the request that tells the application
 */
public interface Work<R extends Record> {
  /** The request, or empty if there is nothing to do, which the call then has said. */
  Optional<R> look() throws IOException;
}
