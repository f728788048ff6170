package sparkify.producer.send;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks a running replay to stop reading, send what it has and say how far it came.
 *
 * <p>From {@link #onShutdown}, Ctrl-C asks; the JVM then ends with exit code 130, after the replay.
 */
public final class StopSignal implements AutoCloseable {
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile boolean requested;
  private @Nullable Thread worker;
  private @Nullable Thread hook;

  /** A signal that only {@link #request} raises. */
  public StopSignal() {}

  /**
   * A signal that the end of the JVM raises too.
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

  /** Asks to stop; interrupts the thread that reads if it waits for something. */
  public synchronized void request() {
    requested = true;
    if (worker != null) {
      worker.interrupt();
    }
  }

  /** Whether somebody asked. */
  public boolean requested() {
    return requested;
  }

  /** Says that the work is over, which lets a JVM end that waits for it. */
  @Override
  public void close() {
    done.countDown();
    if (hook != null && !requested) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        return; // The JVM is ending and has let go of its hooks.
      }
    }
  }

  /** From here to {@link #exit} the calling thread may be interrupted. */
  synchronized void enter() {
    worker = Thread.currentThread();
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
