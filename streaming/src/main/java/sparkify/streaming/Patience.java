package sparkify.streaming;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import sparkify.common.Incident;
import sparkify.common.config.Durations;

/**
 * Decides what follows a failure of landing: wait for a service that is away, however long, or try
 * again because the failure may be a chance one, or give up.
 *
 * <p>Reports once that it waits, and once for how long it has waited.
 */
final class Patience {
  /** Failures in a row, with every service in place, after which trying again is given up. */
  private static final int FAILURES = 5;

  /**
   * Outages in a row that are over whenever this looks, after which they count as failures: only
   * other containers may help then.
   */
  private static final int UNSEEN = 10;

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final List<Service> services;
  private final BooleanSupplier stopRequested;
  private final Pause pause;
  private final Clock clock;
  private final Consumer<String> report;
  private final Consumer<Boolean> waiting;

  private int failures;
  private int unseen;
  private Duration nextPause = FIRST_PAUSE;
  private Instant lastSuccess;
  private @Nullable Instant waitingSince;

  /** What follows a failure. */
  enum Next {
    TRY_AGAIN,
    /** A stop was requested while waiting. */
    STOP,
    GIVE_UP
  }

  /** Lets time pass. */
  interface Pause {
    void of(Duration time) throws InterruptedException;
  }

  /**
   * Prepares for failures.
   *
   * @param report receives a line when waiting begins, when it is over, and for each fault
   * @param waiting receives true when waiting begins, and false when it is over
   */
  Patience(
      List<Service> services,
      BooleanSupplier stopRequested,
      Pause pause,
      Clock clock,
      Consumer<String> report,
      Consumer<Boolean> waiting) {
    this.services = List.copyOf(services);
    this.stopRequested = stopRequested;
    this.pause = pause;
    this.clock = clock;
    this.report = report;
    this.waiting = waiting;
    this.lastSuccess = clock.instant();
  }

  /** Notes that a batch has gone well, and so that everything works. */
  synchronized void batchDone() {
    if (waitingSince != null) {
      Duration waited = Duration.between(waitingSince, clock.instant());
      waiting.accept(false);
      report.accept("Landing goes on after waiting " + Durations.format(waited));
    }
    failures = 0;
    unseen = 0;
    nextPause = FIRST_PAUSE;
    lastSuccess = clock.instant();
    waitingSince = null;
  }

  /** Returns as soon as it is clear what follows {@code failure}, which may be after hours. */
  Next after(Exception failure) throws InterruptedException {
    List<String> away = away();
    if (away.isEmpty() && !mayForgive(failure)) {
      return afterFault(failure);
    }
    reportWaiting(
        away.isEmpty()
            ? Incident.LANDING_FAILS.in(Outage.reason(failure))
            : String.join(" and ", away));
    do {
      if (stopRequested.getAsBoolean()) {
        return Next.STOP;
      }
      pause();
      away = away();
    } while (!away.isEmpty());
    return stopRequested.getAsBoolean() ? Next.STOP : Next.TRY_AGAIN;
  }

  private synchronized boolean mayForgive(Exception failure) {
    return Outage.isOne(failure) && ++unseen <= UNSEEN;
  }

  /** What is away, with the reasons. All are asked at once, because each may take long. */
  private List<String> away() throws InterruptedException {
    services.forEach(Service::ask);
    List<String> away = new ArrayList<>();
    for (Service service : services) {
      service.problem().ifPresent(away::add);
    }
    return away;
  }

  private Next afterFault(Exception failure) throws InterruptedException {
    if (countFailure() >= FAILURES) {
      return Next.GIVE_UP;
    }
    report.accept(
        Incident.LANDING_FAILS.in(
            "Landing failed (%d in a row), although Kafka and HDFS work; trying again in %s%s: %s"
                .formatted(
                    failures,
                    Durations.format(nextPause),
                    failures == FAILURES - 1 ? ", for the last time" : "",
                    Outage.reason(failure))));
    pause();
    return Next.TRY_AGAIN;
  }

  private synchronized int countFailure() {
    return ++failures;
  }

  private synchronized void reportWaiting(String why) {
    if (waitingSince == null) {
      waitingSince = lastSuccess;
      waiting.accept(true);
      report.accept(
          "Waiting since %s; landing will go on by itself: %s"
              .formatted(waitingSince.truncatedTo(ChronoUnit.SECONDS), why));
    }
  }

  private void pause() throws InterruptedException {
    pause.of(nextPause);
    Duration doubled = nextPause.multipliedBy(2);
    nextPause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }
}
