package sparkify.bench.part;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.util.ShutdownHookManager;
import sparkify.bench.process.Ended;
import sparkify.bench.process.Sampler;
import sparkify.bench.run.Measurement;
import sparkify.common.OperatorError;
import sparkify.common.config.Durations;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.LogFollower;
import sparkify.lake.log.TablePaths;
import sparkify.streaming.StopRequest;

/** Our application on YARN, which lands what comes until this is closed. */
final class RunningStream implements AutoCloseable {
  private static final Pattern APPLICATION = Pattern.compile("application_\\d+_\\d+");
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long POLL_MS = 200;

  private final Bench bench;
  private final String label;
  private final OwnDataset dataset;
  private final TablePaths table;
  private final Sampler sampler;
  private final Runnable atCtrlC;

  private RunningStream(
      Bench bench, String label, OwnDataset dataset, TablePaths table, String application) {
    this.bench = bench;
    this.label = label;
    this.dataset = dataset;
    this.table = table;
    this.sampler = Sampler.ofApplication(application);
    this.atCtrlC = () -> requestStop(application);
    // Before HDFS can no longer be used.
    ShutdownHookManager.get().addShutdownHook(atCtrlC, FileSystem.SHUTDOWN_HOOK_PRIORITY + 1);
  }

  /**
   * Starts it, and returns when it has opened its table.
   *
   * @param interval from one batch to the next
   */
  static RunningStream start(Bench bench, String label, OwnDataset dataset, Duration interval)
      throws IOException, InterruptedException {
    List<String> command =
        List.of("stream", "-Dstreaming.batch-interval=" + Durations.format(interval));
    Ended started = bench.programs().deploy(label + "-start", dataset.command(command));
    String application = started.last(APPLICATION).group();
    return new RunningStream(bench, label, dataset, dataset.table(), application);
  }

  /**
   * Waits until everything has landed that is below these offsets, by partition.
   *
   * @throws OperatorError when that takes too long
   */
  void awaitLanded(Map<Integer, Long> end) throws IOException, InterruptedException {
    LogFollower log = new LogFollower(new CommitLog(table));
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!log.look().hasReached(end)) {
      if (System.nanoTime() > deadline) {
        throw new OperatorError(
            "Cannot measure latency: within %s after sending only %,d events have landed"
                .formatted(Durations.format(PATIENCE), log.look().landed()));
      }
      Thread.sleep(POLL_MS);
    }
  }

  /** What its containers have used so far, their start included. */
  Measurement used() {
    return sampler.usage().measurement();
  }

  private void requestStop(String application) {
    try {
      new StopRequest(table.files(), table.stopRequest(application)).make();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot ask " + application + " to stop", e);
    }
  }

  /** Stops it, and waits until it has ended. */
  @Override
  public void close() throws IOException, InterruptedException {
    sampler.close();
    try {
      bench.programs().deploy(label + "-stop", dataset.command(List.of("stream", "--stop")));
    } finally {
      ShutdownHookManager.get().removeShutdownHook(atCtrlC);
    }
  }
}
