package sparkify.producer.pace;

import java.time.Duration;

/** Says when lines are due, one after the other; never one before the line that preceded it. */
public interface Schedule {
  /** All lines at once. */
  Schedule AT_ONCE = line -> 0;

  /** When the next line is due, in nanoseconds after the first. */
  long due(byte[] line);

  /**
   * {@code perSecond} lines each second, at equal distances. Each is counted from the first, so
   * that no fraction of a nanosecond is lost.
   */
  static Schedule rate(double perSecond) {
    return new Schedule() {
      private long lines;

      @Override
      public long due(byte[] line) {
        return Math.round(lines++ * (1e9 / perSecond));
      }
    };
  }

  /** A line every {@code interval}. */
  static Schedule every(Duration interval) {
    return rate(1e9 / interval.toNanos());
  }

  /**
   * This schedule, whose clock takes up its speed during {@code ramp}, linearly from standstill: by
   * then half as much is due as at full speed.
   */
  default Schedule after(Duration ramp) {
    double length = ramp.toNanos();
    return line -> {
      double due = due(line);
      return Math.round(due < length / 2 ? Math.sqrt(2 * length * due) : due + length / 2);
    };
  }
}
