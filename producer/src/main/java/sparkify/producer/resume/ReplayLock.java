package sparkify.producer.resume;

import java.io.IOException;
import java.nio.file.Path;
import sparkify.common.OperatorError;
import sparkify.common.ProcessLock;

/** The lock under which one process at a time works on the record of a replay. */
public final class ReplayLock {
  private ReplayLock() {}

  /**
   * Takes the lock of {@code record}.
   *
   * @throws OperatorError if another replay holds it
   */
  public static ProcessLock take(Path record) throws IOException {
    Path file = record.resolveSibling(record.getFileName() + ".lock");
    return ProcessLock.tryTake(file)
        .orElseThrow(
            () ->
                new OperatorError(
                    "Cannot replay: another replay of this dataset is running (it holds "
                        + file
                        + "); wait until it is done"));
  }
}
