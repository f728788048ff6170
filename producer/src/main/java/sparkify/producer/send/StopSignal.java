package sparkify.producer.send;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells a running replay to stop reading, send what it has read and print its summary.
 *
 * <p>With {@link #onShutdown}, Ctrl-C raises the signal; once the replay has stopped, the JVM exits
 * with code 130.
 */
public final class StopSignal implements AutoCloseable {
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile boolean requested;
  private @Nullable Thread worker;
  private @Nullable Thread hook;

  /** Creates a signal that only {@link #request} raises. */
  public StopSignal() {}

  /**
   * Creates a signal that a shutdown of the JVM raises, too.
   *
   * @param patience how long the JVM waits for {@link #close}
   */
  public static StopSignal onShutdown(Duration patience) {
    StopSignal signal = new StopSignal();
    Thread hook = new Thread(() -> signal.stopAndWait(patience), "stop-replay");
    signal.hook = hook;
    Runtime.getRuntime().addShutdownHook(hook);
    return signal;
  }

  /** Raises the signal and interrupts the replay, which may be waiting. */
  public synchronized void request() {
    requested = true;
    if (worker != null) {
      worker.interrupt();
    }
  }

  /** Whether the signal has been raised. */
  public boolean requested() {
    return requested;
  }

  /** Marks the replay as finished, so that a JVM that is shutting down stops waiting for it. */
  @Override
  public void close() {
    done.countDown();
    if (hook != null && !requested) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        return; // The JVM is shutting down and no longer removes hooks.
      }
    }
  }

  /** From here to {@link #exit}, {@link #request} interrupts the calling thread. */
  synchronized void enter() {
    worker = Thread.currentThread();
    if (requested) {
      worker.interrupt();
    }
  }

  synchronized void exit() {
    worker = null;
    Thread.interrupted();
  }

  private void stopAndWait(Duration patience) {
    request();
    try {
      boolean unused = done.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
