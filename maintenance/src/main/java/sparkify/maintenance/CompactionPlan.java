package sparkify.maintenance;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import sparkify.common.config.CompactionSettings;
import sparkify.lake.log.Manifest.DataFile;

/** Which files to rewrite, and which of them in one commit. */
record CompactionPlan(CompactionSettings settings) {
  /** While a commit is published, which takes a rename per file, bare readers miss its rows. */
  private static final int MAX_FILES_OF_GROUP = 1_000;

  /** The small files of those dates that have enough of them. */
  List<DateFiles> worthwhile(List<DateFiles> dates, @Nullable LocalDate before) {
    return dates.stream()
        .filter(date -> before == null || date.date().isBefore(before))
        .map(this::small)
        .filter(date -> isWorthwhile(date.files(), DataFile::bytes))
        .toList();
  }

  /** Those of {@code date}'s files that are rewritten, if there are enough of them. */
  DateFiles small(DateFiles date) {
    List<DataFile> small =
        date.files().stream().filter(f -> f.bytes() < settings.smallBelow()).toList();
    return new DateFiles(date.date(), small);
  }

  /** Whether there are enough small files among {@code files}. */
  <T> boolean isWorthwhile(List<T> files, ToLongFunction<T> bytes) {
    long small = files.stream().filter(f -> bytes.applyAsLong(f) < settings.smallBelow()).count();
    return small >= settings.minFiles();
  }

  /** How many files of the target size {@code bytes} fill, at least one. */
  int files(long bytes) {
    return Math.max(1, Math.toIntExact(Math.round((double) bytes / settings.targetBytes())));
  }

  /** Splits {@code dates}, in order, into groups to commit at once. */
  List<List<DateFiles>> groups(List<DateFiles> dates) {
    List<List<DateFiles>> groups = new ArrayList<>();
    long bytes = 0;
    int files = 0;
    for (DateFiles date : dates) {
      bytes += date.bytes();
      files += date.files().size();
      if (groups.isEmpty() || bytes > settings.groupBytes() || files > MAX_FILES_OF_GROUP) {
        groups.add(new ArrayList<>());
        bytes = date.bytes();
        files = date.files().size();
      }
      groups.get(groups.size() - 1).add(date);
    }
    return groups;
  }
}
