package sparkify.common;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Runs tasks in parallel on a bounded number of threads. */
public final class ParallelTasks {
  private final String what;
  private final int threads;

  /**
   * @param what what the tasks do, for messages, such as "finish files"
   * @param threads at most this many tasks run at a time
   */
  public ParallelTasks(String what, int threads) {
    this.what = what;
    this.threads = threads;
  }

  /**
   * Runs all tasks and returns their results in the order of the tasks. If one fails, the others
   * are cancelled; no task is running any more when this method returns or throws.
   *
   * @throws IOException as a task threw it; unchecked exceptions likewise
   */
  public <T> List<T> run(List<Callable<T>> tasks) throws IOException {
    if (tasks.isEmpty()) {
      return List.of();
    }
    ExecutorService pool = Executors.newFixedThreadPool(Math.min(threads, tasks.size()));
    try {
      List<Future<T>> running = tasks.stream().map(pool::submit).toList();
      List<T> results = new ArrayList<>(tasks.size());
      for (Future<T> one : running) {
        results.add(one.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw thrownBy(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Cannot " + what + ": interrupted");
    } finally {
      pool.shutdownNow();
      awaitEnd(pool);
    }
  }

  private IOException thrownBy(ExecutionException e) {
    Throwable cause = e.getCause();
    if (cause instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof IOException io
        ? io
        : new IOException("Cannot " + what + ": " + cause, cause);
  }

  /** Waits, so that the caller can close or delete what the tasks work on. */
  private static void awaitEnd(ExecutorService pool) {
    boolean interrupted = false;
    while (!pool.isTerminated()) {
      try {
        boolean unused = pool.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
