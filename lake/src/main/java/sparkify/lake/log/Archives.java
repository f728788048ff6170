package sparkify.lake.log;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import sparkify.common.OperatorError;

/**
 * The manifests that checkpoints cover, bundled into files of JSON lines. They are the table's
 * history, and are never deleted.
 */
final class Archives {
  private static final Pattern NAME = Pattern.compile("(\\d{20})-(\\d{20})\\.jsonl");

  private final TablePaths paths;

  Archives(TablePaths paths) {
    this.paths = paths;
  }

  /** An archive of the commits from {@code first} to {@code last}. */
  record Archive(long first, long last, Path path) {
    boolean holds(long seq) {
      return first <= seq && seq <= last;
    }
  }

  /** The archive that holds commit {@code seq}, or null if none does. */
  @Nullable Archive holding(long seq) throws IOException {
    return list().stream().filter(a -> a.holds(seq)).findFirst().orElse(null);
  }

  /** All archives, in order. */
  List<Archive> list() throws IOException {
    List<Archive> archives = new ArrayList<>();
    for (String name : paths.files().names(paths.archives())) {
      Matcher parts = NAME.matcher(name);
      if (parts.matches()) {
        archives.add(
            new Archive(
                Long.parseLong(parts.group(1)),
                Long.parseLong(parts.group(2)),
                new Path(paths.archives(), name)));
      }
    }
    archives.sort(Comparator.comparing(Archive::first));
    return archives;
  }

  /**
   * Passes the commits after {@code after}, up to {@code upTo}, to {@code visitor}, in order.
   *
   * @throws OperatorError when an archive is missing or damaged
   */
  void replay(long after, long upTo, Visitor visitor) throws IOException {
    replay(list(), after, upTo, visitor);
  }

  /** Like {@link #replay(long, long, Visitor)}, from {@code archives}. */
  void replay(List<Archive> archives, long after, long upTo, Visitor visitor) throws IOException {
    long at = after;
    for (Archive archive : archives) {
      if (at < upTo && archive.holds(at + 1)) {
        at = replay(archive, at, Math.min(archive.last(), upTo), visitor);
      }
    }
    if (at < upTo) {
      throw new OperatorError(
          "Cannot read commit %d of %s: no archive in %s holds it"
              .formatted(at + 1, paths.root(), paths.archives()));
    }
  }

  private long replay(Archive archive, long after, long upTo, Visitor visitor) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                paths.files().openFile(archive.path()), StandardCharsets.UTF_8))) {
      for (long seq = archive.first(); seq <= upTo; seq++) {
        String line = lines.readLine();
        if (seq > after) {
          visitor.visit(manifest(archive, seq, line));
        }
      }
      return upTo;
    }
  }

  private static Manifest manifest(Archive archive, long seq, @Nullable String line) {
    try {
      if (line == null) {
        throw new IOException("it ends before it");
      }
      Manifest manifest = LogFile.MANIFEST.read((line + "\n").getBytes(StandardCharsets.UTF_8));
      if (manifest.seq() != seq) {
        throw new IOException("commit " + manifest.seq() + " is in its place");
      }
      return manifest;
    } catch (IOException e) {
      throw new OperatorError(
          "Cannot read commit %d in archive %s: %s".formatted(seq, archive.path(), e.getMessage()),
          e);
    }
  }
}
