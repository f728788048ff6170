package sparkify.lake.log;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import sparkify.common.OperatorError;
import sparkify.common.ParallelTasks;

/** The manifests that are files of their own: those that no checkpoint covers yet. */
final class Manifests {
  private static final Pattern NAME = Pattern.compile("\\d{20}\\.json");
  private static final int READERS = 8;

  private final TablePaths paths;

  Manifests(TablePaths paths) {
    this.paths = paths;
  }

  /** The numbers of the manifests after commit {@code after}, in order. */
  List<Long> after(long after) throws IOException {
    return all().stream().filter(seq -> seq > after).sorted().toList();
  }

  private List<Long> all() throws IOException {
    List<Long> all = new ArrayList<>();
    for (String name : paths.files().names(paths.commits())) {
      if (NAME.matcher(name).matches()) {
        all.add(Long.parseLong(name.substring(0, 20)));
      }
    }
    return all;
  }

  /** The manifest of commit {@code seq}, or null if there is no such file. */
  @Nullable Manifest find(long seq) throws IOException {
    try {
      return read(seq);
    } catch (FileNotFoundException e) {
      return null;
    }
  }

  /**
   * Reads manifests in parallel.
   *
   * @return in the order of {@code seqs}
   * @throws FileNotFoundException when one is gone
   */
  List<Manifest> read(List<Long> seqs) throws IOException {
    return parallel(seqs, this::read);
  }

  /** Like {@link #read(List)}, but as the bytes that {@link #parse} takes. */
  List<byte[]> bytes(List<Long> seqs) throws IOException {
    return parallel(seqs, this::bytes);
  }

  /** Deletes the manifests up to commit {@code seq}, which an archive holds. */
  void deleteUpTo(long seq) throws IOException {
    List<Callable<Void>> deletions = new ArrayList<>();
    for (long old : all()) {
      if (old <= seq) {
        deletions.add(
            () -> {
              paths.files().delete(paths.commit(old));
              return null;
            });
      }
    }
    new ParallelTasks("delete archived manifests in " + paths.commits(), READERS).run(deletions);
  }

  /**
   * The manifest of commit {@code seq}.
   *
   * @throws OperatorError when the bytes are damaged, or are another commit's
   */
  Manifest parse(long seq, byte[] bytes) {
    try {
      Manifest manifest = LogFile.MANIFEST.read(bytes);
      if (manifest.seq() != seq) {
        throw new IOException("it holds commit " + manifest.seq());
      }
      return manifest;
    } catch (IOException e) {
      throw new OperatorError(
          "Cannot read manifest " + paths.commit(seq) + ": " + e.getMessage(), e);
    }
  }

  private Manifest read(long seq) throws IOException {
    return parse(seq, bytes(seq));
  }

  private byte[] bytes(long seq) throws IOException {
    try {
      return paths.files().read(paths.commit(seq));
    } catch (FileNotFoundException e) {
      throw new FileNotFoundException(
          "Cannot read manifest " + paths.commit(seq) + ": " + e.getMessage());
    }
  }

  private <T> List<T> parallel(List<Long> seqs, Reader<T> reader) throws IOException {
    List<Callable<T>> reads = new ArrayList<>(seqs.size());
    seqs.forEach(seq -> reads.add(() -> reader.read(seq)));
    return new ParallelTasks("read the commit log " + paths.commits(), READERS).run(reads);
  }

  private interface Reader<T> {
    T read(long seq) throws IOException;
  }
}
