package sparkify.model.frame;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;

/**
 * The UTC days on which events were observed: features are rates per such day.
 *
 * @param epochDays ascending, at least one
 */
record ObservedDays(List<Long> epochDays) implements Serializable {
  ObservedDays {
    epochDays = List.copyOf(epochDays);
  }

  /** The first of them. */
  LocalDate first() {
    return LocalDate.ofEpochDay(epochDays.get(0));
  }

  /** Midnight of the first of them, epoch milliseconds: nothing before it counts. */
  long begin() {
    return epochDays.get(0) * UserHistory.DAY_MS;
  }

  /** How many of them there are from one epoch day, inclusive, until another, exclusive. */
  int count(long from, long until) {
    return Math.max(0, before(until) - before(from));
  }

  private int before(long epochDay) {
    int at = Collections.binarySearch(epochDays, epochDay);
    return at >= 0 ? at : -at - 1;
  }
}
