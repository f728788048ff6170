package sparkify.bench.part;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.jspecify.annotations.Nullable;
import sparkify.bench.process.Ended;
import sparkify.bench.process.Started;
import sparkify.bench.process.Usage;
import sparkify.cli.environment.Environment;
import sparkify.cli.environment.Lake;
import sparkify.cli.yarn.LandingApplication;
import sparkify.common.OperatorError;
import sparkify.common.config.Durations;
import sparkify.lake.log.LogState;

/** Our application on YARN, which lands what comes until this is closed. */
final class RunningStream implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Started started;
  private final LandingApplication landing;
  private final Lake lake;
  private final ApplicationId id;
  private final Runnable atCtrlC;

  private RunningStream(Started started, LandingApplication landing, Lake lake, ApplicationId id) {
    this.started = started;
    this.landing = landing;
    this.lake = lake;
    this.id = id;
    this.atCtrlC = this::requestStop;
    // Before HDFS can no longer be used.
    ShutdownHookManager.get().addShutdownHook(atCtrlC, FileSystem.SHUTDOWN_HOOK_PRIORITY + 1);
  }

  /**
   * Starts it, and returns when it has opened its table.
   *
   * @param options of the command {@code stream}
   * @param alsoWatched what processes have in their command line whose usage counts, too
   */
  static RunningStream start(
      Bench bench, String label, OwnDataset dataset, List<String> options, List<String> alsoWatched)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("stream"));
    command.addAll(options);
    Environment environment = dataset.environment();
    LandingApplication landing = new LandingApplication(environment, bench.progress());
    Started started = null;
    try {
      started = bench.programs().startDeploy(label + "-stream", dataset.command(command));
      alsoWatched.forEach(started::alsoWatch);
      Ended unused = started.end();
      ApplicationId id = landing.running().orElseThrow(() -> hasEnded(dataset));
      return new RunningStream(started, landing, environment.lake(), id);
    } catch (IOException | InterruptedException | RuntimeException e) {
      try {
        end(started, landing);
      } catch (IOException | RuntimeException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }

  private static OperatorError hasEnded(OwnDataset dataset) {
    return new OperatorError(
        "Cannot land %s: its application has ended at once".formatted(dataset.topic()));
  }

  /**
   * Waits until readers see everything below these offsets, by partition.
   *
   * @throws OperatorError when the application has failed, or that takes too long
   */
  void awaitLanded(Map<Integer, Long> end) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    landing.awaitLanded(id, () -> hasLanded(end, deadline));
  }

  private boolean hasLanded(Map<Integer, Long> end, long deadline) {
    if (System.nanoTime() > deadline) {
      throw new OperatorError(
          "Cannot land %s: not everything has landed within %s after sending"
              .formatted(lake.table(), Durations.format(PATIENCE)));
    }
    LogState state = lake.state();
    return state.hasReached(end) && lake.isPublished(state);
  }

  /** How many rows readers see. */
  long landed() {
    return lake.state().landed();
  }

  /** What the command and the containers have used so far. */
  Usage usage() {
    return started.usage();
  }

  private void requestStop() {
    try {
      lake.stopRequest(id.toString()).make();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot ask " + id + " to stop", e);
    }
  }

  /** Stops it, and waits until it has ended. */
  @Override
  public void close() throws IOException, InterruptedException {
    try {
      end(started, landing);
    } finally {
      ShutdownHookManager.get().removeShutdownHook(atCtrlC);
    }
  }

  private static void end(@Nullable Started started, LandingApplication landing)
      throws IOException, InterruptedException {
    try (started;
        landing) {
      if (landing.running().isPresent()) {
        landing.stop();
      }
    }
  }
}
