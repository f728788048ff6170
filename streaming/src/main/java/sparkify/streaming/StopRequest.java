package sparkify.streaming;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import sparkify.lake.fs.LakeFileSystem;

/**
 * A file in the lake that asks an application to stop after its current batch.
 *
 * <p>A file, because a signal to the application master would count as a failure and start another
 * attempt.
 */
public record StopRequest(LakeFileSystem files, Path path) {

  /** Requests the stop. */
  public void make() throws IOException {
    files.touch(path);
  }

  /** Whether a stop is requested. */
  boolean isMade() throws IOException {
    return files.exists(path);
  }

  /** Removes the request once honoured. */
  void clear() throws IOException {
    files.delete(path);
  }
}
