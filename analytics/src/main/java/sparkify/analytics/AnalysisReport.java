package sparkify.analytics;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
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
        format(
            "  %-28s %-34s %,10d %s",
            stale.table().name(), describe(stale), written, written == 1 ? "row" : "rows"));
  }

  /** Adds a table that could not be built. */
  synchronized void failed(StaleParts stale, String why) {
    failed.put(stale.table().name(), why);
  }

  /** The parts of a table that are stale, in a few words. */
  static String describe(StaleParts stale) {
    NavigableSet<LocalDate> parts = stale.parts();
    String unit = stale.table().grain().partWord();
    if (parts.isEmpty()) {
      return "what is no longer part of it";
    }
    if (stale.table().grain() == Grain.ALL) {
      return unit;
    }
    return parts.size() == 1
        ? unit + " " + parts.first()
        : format("%,d %ss, %s to %s", parts.size(), unit, parts.first(), parts.last());
  }

  /**
   * Requires that no table has failed.
   *
   * @throws OperatorError that names each table that has, and why
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
            ? "Nothing to do: all tables are current"
            : format(
                "Built %,d %s: %,d rows",
                built.size(), built.size() == 1 ? "table" : "tables", rows));
    return String.join(System.lineSeparator(), lines);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
