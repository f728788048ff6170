package sparkify.lake.log;

import java.io.Serial;

/**
 * A checkpoint already covers the number of a commit: its driver slept while others went on. Unless
 * the archive has it, the commit is void.
 */
final class ArchivedException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  ArchivedException(long seq) {
    super("A checkpoint covers commit " + seq);
  }
}
