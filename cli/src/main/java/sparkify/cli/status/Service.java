package sparkify.cli.status;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sparkify.common.Incident;
import sparkify.common.OperatorError;
import sparkify.common.RootCause;
import sparkify.common.config.Durations;
import sparkify.common.kafka.KafkaFailures;

/**
 * Asks one service, which may be down or hang, on a thread of its own. Questions never overlap: one
 * that hangs keeps the next from being asked.
 */
final class Service {
  private static final Logger log = LoggerFactory.getLogger(Service.class);

  private final Incident unreachable;
  private final Duration patience;
  private final ExecutorService thread;

  Service(Incident unreachable, Duration patience) {
    this.unreachable = unreachable;
    this.patience = patience;
    this.thread = Executors.newSingleThreadExecutor(Service::daemon);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "status");
    thread.setDaemon(true); // A question that hangs must not keep the command from ending.
    return thread;
  }

  /** A question that has been asked. */
  interface Asked<T> {
    Answer<T> await() throws InterruptedException;
  }

  <T> Asked<T> ask(Callable<T> question) {
    Future<T> future = thread.submit(question);
    return () -> await(future);
  }

  private <T> Answer<T> await(Future<T> future) throws InterruptedException {
    try {
      return Answer.of(future.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      Incident incident = KafkaFailures.isRefusal(e) ? Incident.KAFKA_REFUSES : unreachable;
      log.warn("{}", incident, e);
      return Answer.none(incident, reason(e));
    } catch (TimeoutException e) {
      future.cancel(true);
      return Answer.none(unreachable, "no answer within " + Durations.format(patience));
    }
  }

  private static String reason(ExecutionException e) {
    String text =
        e.getCause() instanceof OperatorError error
            ? String.valueOf(error.getMessage())
            : RootCause.message(e);
    return text.lines().findFirst().orElse("");
  }
}
