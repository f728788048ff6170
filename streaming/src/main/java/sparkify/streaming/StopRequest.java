package sparkify.streaming;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import sparkify.lake.fs.LakeFileSystem;

/**
 * A file in the lake whose existence asks an application to end after the batch in hand.
 *
 * <p>A file, because a signal to the application master would count as its failure and be answered
 * by another attempt.
 */
public record StopRequest(LakeFileSystem files, Path path) {

  /** Asks. */
  public void make() throws IOException {
    files.touch(path);
  }

  /** Whether someone has asked. */
  boolean isMade() throws IOException {
    return files.exists(path);
  }

  /** Takes the request off, once it is granted. */
  void clear() throws IOException {
    files.delete(path);
  }
}
