package sparkify.producer.simulator;

import java.util.Arrays;

/** Events in columns: second since the beginning, user, and the rest as {@link Event} says. */
final class Events {
  private int[] seconds = new int[1_024];
  private int[] users = new int[1_024];
  private long[] events = new long[1_024];
  private int size;

  int size() {
    return size;
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

  void add(int second, int user, long event) {
    if (size == seconds.length) {
      seconds = Arrays.copyOf(seconds, 2 * size);
      users = Arrays.copyOf(users, 2 * size);
      events = Arrays.copyOf(events, 2 * size);
    }
    seconds[size] = second;
    users[size] = user;
    events[size] = event;
    size++;
  }

  void clear() {
    size = 0;
  }

  /** Drops the user's events at the end that are not before {@code second}. */
  void cut(int user, int second) {
    while (size > 0 && users[size - 1] == user && seconds[size - 1] >= second) {
      size--;
    }
  }
}
