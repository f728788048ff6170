package sparkify.lake.rejects;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import sparkify.lake.log.LiveTable;
import sparkify.lake.log.TablePaths;

/**
 * Why records were rejected, in the newest files of rejects: older ones are not read, so that a
 * look costs the same however many there are.
 */
public final class NewestRejects {
  private static final int MAX_FILES = 50;

  private final TablePaths paths;

  /** What was read before; files never change. */
  private final Map<String, RejectSummary> read = new HashMap<>();

  /**
   * What a look found.
   *
   * @param byReason how many records were rejected for each reason, the most frequent first
   * @param examples the detail of one record for each reason
   * @param readFiles how many of the newest files it is from
   * @param files how many files of rejects there are
   */
  public record Look(
      Map<String, Long> byReason, Map<String, String> examples, int readFiles, int files) {

    /**
     * In one line for people, such as {@code wrong-type 7,770 ('ts' must be LONG, got x), empty 1
     * (the record has no value)}.
     */
    @Override
    public String toString() {
      String reasons =
          byReason.entrySet().stream()
              .map(e -> reason(e.getKey(), e.getValue()))
              .collect(Collectors.joining(", "));
      return readFiles == files
          ? reasons
          : "%s (in the newest %d of %d files)".formatted(reasons, readFiles, files);
    }

    private String reason(String name, long count) {
      return String.format(Locale.ROOT, "%s %,d (%s)", name, count, examples.get(name));
    }
  }

  /** Looks at the rejects of one table. */
  public NewestRejects(TablePaths paths) {
    this.paths = paths;
  }

  /** Reads those of the newest files that it has not read before. */
  public Look look(LiveTable table) throws IOException {
    List<RejectFile> newest =
        RejectFile.newestFirst(paths, table).stream().limit(MAX_FILES).toList();
    read.keySet().retainAll(newest.stream().map(file -> file.file().path()).toList());
    RejectSummary summary = new RejectSummary();
    for (RejectFile file : newest) {
      summary.add(of(file));
    }
    return new Look(summary.counts(), summary.examples(), newest.size(), table.rejects().size());
  }

  private RejectSummary of(RejectFile file) throws IOException {
    RejectSummary known = read.get(file.file().path());
    if (known == null) {
      known = file.summary();
      read.put(file.file().path(), known);
    }
    return known;
  }
}
