package sparkify.producer.compare;

/** What is counted of one session, whose rows may come in any order. */
final class Session {
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;
  private int songs;

  void add(Event event) {
    first = Math.min(first, event.ts());
    last = Math.max(last, event.ts());
    songs += event.isSong() ? 1 : 0;
  }

  /** Epoch milliseconds of the first row. */
  long first() {
    return first;
  }

  int songs() {
    return songs;
  }

  double minutes() {
    return (last - first) / 60_000.0;
  }

  /** The time from the end of this session to the beginning of the next, in hours. */
  double hoursUntil(Session next) {
    return (next.first - last) / 3_600_000.0;
  }
}
