package sparkify.streaming;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import sparkify.common.Incident;
import sparkify.common.config.Durations;

/**
 * A service that landing needs, with a request that shows whether it works.
 *
 * <p>A client may take a quarter of an hour to give up, so the request has a thread of its own, and
 * there is one request at a time. Not thread-safe.
 */
final class Service {
  private final Incident incident;
  private final String name;
  private final Duration timeout;
  private final Callable<?> request;
  private @Nullable FutureTask<?> pending;

  /**
   * Prepares the checks of a service.
   *
   * @param incident what it is when it does not answer
   * @param name names it in messages, with its address
   * @param timeout how long a check waits for the answer
   * @param request succeeds only if the service works
   */
  Service(Incident incident, String name, Duration timeout, Callable<?> request) {
    this.incident = incident;
    this.name = name;
    this.timeout = timeout;
    this.request = request;
  }

  /** Sends the request, unless the one before has not been answered yet. */
  void ask() {
    FutureTask<?> unused = asked();
  }

  private FutureTask<?> asked() {
    FutureTask<?> asked = pending;
    if (asked == null) {
      asked = new FutureTask<>(request);
      pending = asked;
      Thread thread = new Thread(asked, "check of " + name);
      thread.setDaemon(true);
      thread.start();
    }
    return asked;
  }

  /** Why the service is away, or empty if it answers, if only to refuse the request. */
  Optional<String> problem() throws InterruptedException {
    FutureTask<?> asked = asked();
    try {
      asked.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      pending = null;
      return Optional.empty();
    } catch (TimeoutException e) {
      return Optional.of(away("no answer within " + Durations.format(timeout)));
    } catch (ExecutionException e) {
      pending = null;
      return Outage.isAnswer(e) ? Optional.empty() : Optional.of(away(Outage.reason(e)));
    }
  }

  private String away(String why) {
    return incident.in(name + " is away (" + why + ")");
  }
}
