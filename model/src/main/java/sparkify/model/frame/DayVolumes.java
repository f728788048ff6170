package sparkify.model.frame;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import sparkify.common.TooLittleData;

/**
 * The volume of the data.
 *
 * @param rows number of events per UTC day; days without events are left out; not empty, or there
 *     is {@link TooLittleData}
 */
record DayVolumes(SortedMap<LocalDate, Long> rows) {
  private static final int COMPARED = 7;

  DayVolumes {
    if (rows.isEmpty()) {
      throw new TooLittleData(
          "Cannot compute features: the lake has no events; run ./deploy.sh stream first");
    }
    rows = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
  }

  /**
   * The volume as if there were no data after {@code last}.
   *
   * @throws TooLittleData when there is none up to it
   */
  DayVolumes until(LocalDate last) {
    if (last.isBefore(rows.firstKey())) {
      throw new TooLittleData(
          "Cannot place cutoffs: there are no events up to %s; the first are of %s"
              .formatted(last, rows.firstKey()));
    }
    return new DayVolumes(rows.headMap(last.plusDays(1)));
  }

  /**
   * The newest day with at least half as many events as the median of the seven days before it.
   *
   * <p>Days without data are skipped, so that a stray event long after the rest does not count as a
   * complete day. The first day is never complete: there is nothing to compare it with.
   */
  Optional<LocalDate> lastCompleteDay() {
    List<LocalDate> days = List.copyOf(rows.keySet());
    List<Long> volumes = List.copyOf(rows.values());
    for (int i = days.size() - 1; i > 0; i--) {
      if (isUsual(volumes.get(i), volumes.subList(Math.max(0, i - COMPARED), i))) {
        return Optional.of(days.get(i));
      }
    }
    return Optional.empty();
  }

  /**
   * The days that were observed: those with events, from the oldest day on that has at least half
   * as many as the median of the seven days after it, and a tenth of the median of all days. So
   * neither a stray event or a trickle long before the rest, nor a first day that began late,
   * counts as observed.
   */
  ObservedDays observed() {
    List<LocalDate> days = List.copyOf(rows.keySet());
    List<Long> volumes = List.copyOf(rows.values());
    double trickle = median(volumes) / 10;
    int first = 0;
    while (first < days.size() - 1
        && (volumes.get(first) < trickle || !isUsual(volumes.get(first), after(first, volumes)))) {
      first++;
    }
    return new ObservedDays(
        days.subList(first, days.size()).stream().map(LocalDate::toEpochDay).toList());
  }

  private static List<Long> after(int day, List<Long> volumes) {
    return volumes.subList(day + 1, Math.min(volumes.size(), day + 1 + COMPARED));
  }

  private static boolean isUsual(long volume, List<Long> neighbours) {
    return 2 * volume >= median(neighbours);
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
