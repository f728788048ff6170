package sparkify.analytics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import sparkify.analytics.stale.StaleParts;
import sparkify.analytics.table.Grain;
import sparkify.common.OperatorError;
import sparkify.lake.log.Manifest;
import sparkify.lake.log.Manifest.DataFile;

/** What a run has built, and what it could not build. */
final class AnalysisReport {
  private final SortedMap<String, String> built = new TreeMap<>();
  private final SortedMap<String, String> failed = new TreeMap<>();
  private long rows;

  /** Adds a table that was built. */
  synchronized void built(StaleParts stale, Manifest commit) {
    long written = commit.files().stream().mapToLong(DataFile::rows).sum();
    rows += written;
    built.put(
        stale.table().name(),
        format("  %-32s %s %,10d rows", stale.table().name(), describe(stale), written));
  }

  /** Adds a table that could not be built. */
  synchronized void failed(StaleParts stale, String why) {
    failed.put(stale.table().name(), why);
  }

  /** The parts of a table that are stale, in a few words. */
  static String describe(StaleParts stale) {
    int parts = stale.parts().size();
    String unit = stale.table().grain().partWord();
    if (stale.table().grain() == Grain.ALL || parts == 0) {
      return format("%-42s", parts == 0 ? "what is no longer part of it" : unit);
    }
    return format(
        "%,5d %-6s %s to %s",
        parts, unit + (parts == 1 ? "" : "s"), stale.parts().first(), stale.parts().last());
  }

  /**
   * @throws OperatorError that names each table that could not be built, and why
   */
  void requireAllBuilt() {
    if (!failed.isEmpty()) {
      throw new OperatorError(
          "Cannot build %d of %d stale tables (the others are built): %s"
              .formatted(
                  failed.size(),
                  failed.size() + built.size(),
                  failed.entrySet().stream()
                      .map(table -> table.getKey() + ": " + table.getValue())
                      .collect(Collectors.joining("; "))));
    }
  }

  String text() {
    List<String> lines = new ArrayList<>(built.values());
    lines.add(
        built.isEmpty()
            ? "Nothing was stale"
            : format(
                "Built %,d %s: %,d rows",
                built.size(), built.size() == 1 ? "table" : "tables", rows));
    return String.join(System.lineSeparator(), lines);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
