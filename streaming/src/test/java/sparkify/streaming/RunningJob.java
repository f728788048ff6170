package sparkify.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import sparkify.common.config.Settings;

/** A landing job in a thread of its own, and the lines that it reports. */
final class RunningJob implements AutoCloseable {
  private final List<String> reports = new CopyOnWriteArrayList<>();
  private final FutureTask<Void> job;
  private final Thread thread;

  RunningJob(Settings settings, LandRequest request) {
    job =
        new FutureTask<>(
            () -> {
              new LandingJob(settings, request, reports::add).run();
              return null;
            });
    thread = new Thread(job, "landing job");
    thread.start();
  }

  List<String> reports() {
    return reports;
  }

  /** Waits until the job has reported a line that contains {@code text}. */
  void awaitReport(String text) throws Exception {
    await(() -> reports.stream().anyMatch(line -> line.contains(text)));
  }

  /** Waits for {@code condition}; fails as soon as the job has ended without it. */
  void await(Callable<Boolean> condition) throws Exception {
    while (!condition.call()) {
      if (job.isDone()) {
        job.get();
        assertThat(condition.call()).as("when the job ended, having reported " + reports).isTrue();
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  /** Waits until the job has ended, and throws its failure. */
  void awaitEnd() throws InterruptedException, ExecutionException {
    job.get();
  }

  @Override
  public void close() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }
}
