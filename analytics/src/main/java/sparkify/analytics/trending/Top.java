package sparkify.analytics.trending;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The most played of all that is offered; of those played as often, the first in their order. */
final class Top<T extends Comparable<T>> {
  private final int size;
  private final Comparator<Entry<T>> bestFirst =
      Comparator.comparing((Entry<T> entry) -> entry.plays().now())
          .reversed()
          .thenComparing(Entry::of);
  private final PriorityQueue<Entry<T>> worstFirst = new PriorityQueue<>(bestFirst.reversed());

  /** One of them. */
  record Entry<T>(T of, Plays plays) {}

  Top(int size) {
    this.size = size;
  }

  /** Offers something, unless it was not played in the window. */
  void offer(T of, Plays plays) {
    if (plays.now() > 0) {
      worstFirst.add(new Entry<>(of, plays));
      if (worstFirst.size() > size) {
        worstFirst.remove();
      }
    }
  }

  /** The most played first. */
  List<Entry<T>> entries() {
    return worstFirst.stream().sorted(bestFirst).toList();
  }
}
