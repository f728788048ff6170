package sparkify.producer.simulator;

/** The events of some users on one day; those after it are kept for the next. */
final class DayEvents {
  private final Events today = new Events();
  private Events pending = new Events();
  private Events later = new Events();
  private int read;
  private int end;

  /** The events of the day, by user. */
  Events events() {
    return today;
  }

  /** Begins a day that ends before the second {@code end}. */
  void begin(int dayEnd) {
    Events used = pending;
    pending = later;
    later = used;
    later.clear();
    today.clear();
    read = 0;
    end = dayEnd;
  }

  /** Brings what the user did before today into today; users come in order. */
  void resume(int user) {
    while (read < pending.size() && pending.user(read) <= user) {
      add(pending.second(read), pending.user(read), pending.event(read));
      read++;
    }
  }

  void add(int second, int user, long event) {
    (second < end ? today : later).add(second, user, event);
  }

  /** Drops the user's events that are not before {@code second}, a second of today. */
  void cut(int user, int second) {
    later.cut(user, second);
    today.cut(user, second);
  }
}
