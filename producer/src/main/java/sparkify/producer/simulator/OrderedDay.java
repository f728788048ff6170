package sparkify.producer.simulator;

import java.util.List;

/** The events of one day from several sources, by second, then by source and position there. */
final class OrderedDay {
  private final int[] ends = new int[86_400 + 1];
  private final int firstSecond;
  private final int[] seconds;
  private final int[] users;
  private final long[] events;

  OrderedDay(int firstSecond, List<Events> sources) {
    this.firstSecond = firstSecond;
    int size = sources.stream().mapToInt(Events::size).sum();
    seconds = new int[size];
    users = new int[size];
    events = new long[size];
    sources.forEach(this::count);
    for (int second = 1; second < ends.length; second++) {
      ends[second] += ends[second - 1];
    }
    sources.forEach(this::place);
  }

  int size() {
    return events.length;
  }

  int second(int index) {
    return seconds[index];
  }

  int user(int index) {
    return users[index];
  }

  long event(int index) {
    return events[index];
  }

  private void count(Events source) {
    for (int i = 0; i < source.size(); i++) {
      ends[source.second(i) - firstSecond + 1]++;
    }
  }

  private void place(Events source) {
    for (int i = 0; i < source.size(); i++) {
      int at = ends[source.second(i) - firstSecond]++;
      seconds[at] = source.second(i);
      users[at] = source.user(i);
      events[at] = source.event(i);
    }
  }
}
