package sparkify.lake.log;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import sparkify.common.OperatorError;

/**
 * Reads commits in order, from archives and then from manifests that are files of their own, while
 * drivers commit, archive and delete.
 */
final class Replay {
  /** Manifests read at once: enough to keep the readers busy, few enough for any heap. */
  private static final int CHUNK = 128;

  private final TablePaths paths;
  private final Manifests manifests;
  private final Archives archives;
  private final Checkpoints checkpoints;

  Replay(TablePaths paths, Manifests manifests, Archives archives, Checkpoints checkpoints) {
    this.paths = paths;
    this.manifests = manifests;
    this.archives = archives;
    this.checkpoints = checkpoints;
  }

  /**
   * Passes the commits after {@code after}, up to {@code upTo} at most, to {@code visitor}, in
   * order. They may be archived meanwhile.
   *
   * @throws OperatorError when one is damaged or missing
   */
  void commits(long after, long upTo, Visitor visitor) throws IOException {
    long at = after;
    while (at < upTo) {
      long archived = Math.min(checkpoints.newest(), upTo);
      if (at < archived) {
        archives.replay(at, archived, visitor);
        at = archived;
        continue;
      }
      at = newer(at, upTo, visitor);
      if (checkpoints.newest() <= at) {
        return;
      }
    }
  }

  /** Passes on manifests that are files of their own, until a checkpoint covers the next. */
  private long newer(long after, long upTo, Visitor visitor) throws IOException {
    List<Long> seqs = manifests.after(after).stream().filter(seq -> seq <= upTo).toList();
    if (seqs.isEmpty() || seqs.get(seqs.size() - 1) != after + seqs.size()) {
      return uncovered(after, upTo, seqs, visitor);
    }
    long at = after;
    for (int i = 0; i < seqs.size(); i += CHUNK) {
      List<Manifest> chunk = chunk(at, seqs.subList(i, Math.min(i + CHUNK, seqs.size())));
      if (checkpoints.newest() > at) {
        return at; // A void commit may have taken the name of an archived one.
      }
      for (Manifest manifest : chunk) {
        visitor.visit(manifest);
      }
      at += chunk.size();
    }
    return at;
  }

  /** Reads the manifests {@code seqs}; none when they were archived meanwhile. */
  private List<Manifest> chunk(long after, List<Long> seqs) throws IOException {
    try {
      return manifests.read(seqs);
    } catch (FileNotFoundException | OperatorError e) {
      if (checkpoints.newest() > after) {
        return List.of();
      }
      throw e;
    }
  }

  /**
   * Passes on commits that are archived although no checkpoint covers them: its file was lost, or
   * its writer died before it.
   *
   * @param seqs the manifests that are files of their own; none, or with holes
   */
  private long uncovered(long after, long upTo, List<Long> seqs, Visitor visitor)
      throws IOException {
    Archives.Archive archive = archives.holding(after + 1);
    if (archive != null) {
      long last = Math.min(archive.last(), upTo);
      archives.replay(after, last, visitor);
      return last < upTo ? newer(last, upTo, visitor) : last;
    }
    if (seqs.isEmpty() || checkpoints.newest() > after) {
      return after;
    }
    throw missing(firstMissing(after, seqs));
  }

  private static long firstMissing(long after, List<Long> seqs) {
    long expected = after + 1;
    for (long seq : seqs) {
      if (seq != expected) {
        break;
      }
      expected++;
    }
    return expected;
  }

  OperatorError missing(long seq) {
    return new OperatorError(
        "Cannot read the commit log %s: commit %d is missing".formatted(paths.commits(), seq));
  }
}
