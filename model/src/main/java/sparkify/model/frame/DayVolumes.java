package sparkify.model.frame;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The volume of the data.
 *
 * @param events number of events per UTC day; days without events are left out
 * @param first time of the earliest event
 * @param last time of the latest event
 */
record DayVolumes(SortedMap<LocalDate, Long> events, Instant first, Instant last) {
  private static final int COMPARED = 7;

  DayVolumes {
    events = Collections.unmodifiableSortedMap(new TreeMap<>(events));
  }

  /**
   * The newest day with at least half as many events as the median of the seven days before it.
   *
   * <p>Days without data are skipped, so that a stray event long after the rest does not count as a
   * complete day. The first day is never complete: there is nothing to compare it with.
   */
  Optional<LocalDate> lastCompleteDay() {
    List<LocalDate> days = List.copyOf(events.keySet());
    List<Long> volumes = List.copyOf(events.values());
    for (int i = days.size() - 1; i > 0; i--) {
      double usual = median(volumes.subList(Math.max(0, i - COMPARED), i));
      if (2 * volumes.get(i) >= usual) {
        return Optional.of(days.get(i));
      }
    }
    return Optional.empty();
  }

  private static double median(List<Long> values) {
    List<Long> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2.0;
  }
}
