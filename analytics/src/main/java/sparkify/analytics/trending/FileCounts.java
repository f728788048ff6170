package sparkify.analytics.trending;

import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import sparkify.lake.log.Manifest.DataFile;

/**
 * The plays in one file.
 *
 * @param since the time from which on they are counted; earlier rows of the file are not
 * @param steps by the beginning of each step of the windows, in epoch milliseconds
 */
record FileCounts(Instant since, NavigableMap<Long, SongCounts> steps) {

  /** Whether nothing that {@code file} has from {@code time} on is left out. */
  boolean suffice(DataFile file, Instant time) {
    return !time.isBefore(since) || file.minTime() >= since.toEpochMilli();
  }

  /** The same counts without what is before {@code time}. */
  FileCounts since(Instant time) {
    return time.isAfter(since)
        ? new FileCounts(time, new TreeMap<>(steps.tailMap(time.toEpochMilli(), true)))
        : this;
  }

  /** Adds the plays of each song in {@code window} to the sum at its number. */
  void addTo(long[] sums, Window window) {
    Map<Long, SongCounts> within =
        steps.subMap(window.from().toEpochMilli(), window.until().toEpochMilli());
    within.values().forEach(counts -> counts.addTo(sums));
  }
}
