package sparkify.streaming;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import sparkify.lake.log.WriteProbe;

/**
 * Shows whether HDFS takes data, and looks out for a request to stop, which is a file there and so
 * can be seen only while HDFS works.
 */
final class LakeCheck implements Callable<@Nullable Void> {
  private final WriteProbe probe;
  private final StopRequest stopRequest;
  private final AtomicBoolean stopRequested = new AtomicBoolean();

  LakeCheck(WriteProbe probe, StopRequest stopRequest) {
    this.probe = probe;
    this.stopRequest = stopRequest;
  }

  @Override
  public @Nullable Void call() throws IOException {
    stopRequested.set(stopRequest.isMade());
    probe.run();
    return null;
  }

  /** Whether a stop was requested when HDFS last answered. */
  boolean isStopRequested() {
    return stopRequested.get();
  }
}
