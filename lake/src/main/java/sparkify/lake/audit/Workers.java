package sparkify.lake.audit;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import sparkify.common.launch.OperatorError;

/** Does pieces of work on all cores. */
final class Workers {
  private Workers() {}

  /** Returns when all of {@code work} is done; the first failure ends the rest. */
  static void run(List<Callable<Void>> work) throws IOException {
    int cores = Runtime.getRuntime().availableProcessors();
    ExecutorService threads = Executors.newFixedThreadPool(cores);
    try {
      List<Future<Void>> running = work.stream().map(threads::submit).toList();
      for (Future<Void> one : running) {
        one.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof OperatorError error) {
        throw error;
      }
      throw new IOException("Failed to audit: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while auditing");
    } finally {
      threads.shutdownNow();
    }
  }
}
