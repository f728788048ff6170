package sparkify.maintenance;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sparkify.lake.log.Manifest;
import sparkify.lake.log.Manifest.DataFile;

/** What a run has compacted, or would, as text. */
final class CompactionReport {
  private static final double MIB = 1 << 20;

  private final List<String> lines = new ArrayList<>();
  private int filesBefore;
  private int filesAfter;
  private long bytesBefore;
  private long bytesAfter;
  private int commits;
  private int removed;

  /** Adds the dates of a commit. */
  void add(List<DateFiles> group, Manifest commit) {
    Map<String, List<DataFile>> written = new HashMap<>();
    for (DataFile file : commit.files()) {
      written.computeIfAbsent(folder(file), f -> new ArrayList<>()).add(file);
    }
    for (DateFiles before : group) {
      String folder = folder(before.files().get(0));
      add(before, new DateFiles(before.date(), written.getOrDefault(folder, List.of())));
    }
    commits++;
  }

  private static String folder(DataFile file) {
    return file.path().substring(0, file.path().lastIndexOf('/'));
  }

  private void add(DateFiles before, DateFiles after) {
    filesBefore += before.files().size();
    filesAfter += after.files().size();
    bytesBefore += before.bytes();
    bytesAfter += after.bytes();
    lines.add(
        format(
            "%s  %,6d -> %,4d files  %9s -> %9s",
            before.date(),
            before.files().size(),
            after.files().size(),
            size(before.bytes()),
            size(after.bytes())));
  }

  /** Adds that the replaced files of {@code count} earlier commits were deleted. */
  void removed(int count) {
    removed += count;
  }

  String text() {
    List<String> text = new ArrayList<>(lines);
    text.add(
        lines.isEmpty()
            ? "Merged nothing: no date has enough small files"
            : format(
                "Compacted %s in %s: %,d -> %,d files, %s -> %s",
                count(lines.size(), "date"),
                count(commits, "commit"),
                filesBefore,
                filesAfter,
                size(bytesBefore),
                size(bytesAfter)));
    if (removed > 0) {
      text.add(
          format(
              "Deleted the files that %s replaced (lake.keep-replaced)", count(removed, "commit")));
    }
    return String.join(System.lineSeparator(), text);
  }

  /** One line about what is compacted next. */
  static String line(List<DateFiles> group) {
    LocalDate first = group.get(0).date();
    LocalDate last = group.get(group.size() - 1).date();
    int files = group.stream().mapToInt(date -> date.files().size()).sum();
    long bytes = group.stream().mapToLong(DateFiles::bytes).sum();
    String dates =
        group.size() == 1
            ? first.toString()
            : format("%d dates, %s to %s", group.size(), first, last);
    return format("%s: %,d files, %s", dates, files, size(bytes));
  }

  /** What a run would do with each date. */
  static String preview(List<DateFiles> dates, @Nullable LocalDate before, CompactionPlan plan) {
    List<String> text = new ArrayList<>();
    List<DateFiles> chosen = plan.worthwhile(dates, before);
    for (DateFiles date : dates) {
      if (before == null || date.date().isBefore(before)) {
        text.add(preview(date, chosen, plan));
      }
    }
    text.add(
        chosen.isEmpty()
            ? Compaction.NOTHING
            : "Would compact " + line(chosen) + "; nothing was changed");
    return String.join(System.lineSeparator(), text);
  }

  private static String preview(DateFiles date, List<DateFiles> chosen, CompactionPlan plan) {
    String what =
        chosen.stream()
            .filter(c -> c.date().equals(date.date()))
            .map(
                c ->
                    format(
                        "merge %,d small files, %s, into about %,d",
                        c.files().size(), size(c.bytes()), plan.files(c.bytes())))
            .findFirst()
            .orElse("leave as it is");
    return format(
        "%s  %,6d files  %9s  %s", date.date(), date.files().size(), size(date.bytes()), what);
  }

  private static String count(int number, String what) {
    return format("%,d %s%s", number, what, number == 1 ? "" : "s");
  }

  private static String size(long bytes) {
    return bytes < MIB ? format("%.1f KiB", bytes / 1024.0) : format("%,.1f MiB", bytes / MIB);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
