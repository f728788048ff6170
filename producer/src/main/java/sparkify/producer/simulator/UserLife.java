package sparkify.producer.simulator;

import java.util.Arrays;
import sparkify.common.config.SimulatorSettings;

/** One user's events from first to last, one session at a time. */
final class UserLife implements Comparable<UserLife> {
  private static final int DAY = 86_400;
  private static final int PAUSE = 1_800;
  // The share of users who register during the simulation, and the mean age of other accounts.
  private static final double NEWCOMERS = 0.1;
  private static final int MEAN_AGE_DAYS = 60;

  private final SimulatorSettings service;
  private final int number;
  private final Dice dice;
  private final Habits habits;
  private final Mood mood;
  private final Session session = new Session();
  private final Listener listener;
  private final Person person;
  private final long endMs;
  private long registration;
  private int day;
  private long[] starts = {};
  private int nextStart;
  private int sessions;
  private int item = -1;
  private boolean over;

  UserLife(SimulatorSettings service, int number, Catalogue catalogue) {
    this.service = service;
    this.number = number;
    this.dice = Dice.of(service.seed(), number);
    this.habits = Habits.draw(dice);
    this.mood = new Mood(dice);
    this.listener = new Listener(catalogue, habits, mood, dice, session);
    boolean newcomer = dice.chance(NEWCOMERS);
    long begin = service.start().getEpochSecond();
    double seconds =
        newcomer
            ? dice.between(0, service.days()) * DAY
            : -Math.min(1_000, dice.waiting(MEAN_AGE_DAYS)) * DAY;
    this.registration = begin + (long) seconds;
    this.person = Person.draw(number, 1_000 * registration, dice);
    this.endMs = 1_000 * (begin + (long) service.days() * DAY);
    this.day = newcomer ? (int) (seconds / DAY) : -1;
    if (newcomer) {
      play(registration, true);
    }
  }

  /** Moves to the next event; false if there is none. */
  boolean advance() {
    while (item + 1 >= session.size()) {
      if (over || !comeBack()) {
        return false;
      }
    }
    item++;
    return session.ts(item) < endMs;
  }

  long ts() {
    return session.ts(item);
  }

  void write(Json line) {
    session.write(item, person, line);
  }

  /** By time, then by user number. */
  @Override
  public int compareTo(UserLife other) {
    int byTime = Long.compare(ts(), other.ts());
    return byTime == 0 ? Integer.compare(number, other.number) : byTime;
  }

  /** Plays the next session, on this day or a later one. */
  private boolean comeBack() {
    while (nextStart == starts.length) {
      day++;
      if (day >= service.days()) {
        return false;
      }
      plan();
    }
    play(Math.max(starts[nextStart++], session.clock() + PAUSE), false);
    return true;
  }

  private void plan() {
    listener.wakeUp(day);
    long midnight = service.start().getEpochSecond() + (long) day * DAY;
    double away = 0.6 * mood.weariness(day, Mood.Reason.MOVING_AWAY);
    double expected =
        habits.sessionsOn(midnight / DAY) * (1 - away) * (1 - 0.3 * mood.weariness(day));
    int count = (int) expected + (dice.chance(expected - (int) expected) ? 1 : 0);
    starts = new long[mood.leavesOn(day) ? Math.max(1, count) : count];
    Arrays.setAll(starts, i -> midnight + 3_600L * dice.index(habits.hours()) + dice.below(3_600));
    Arrays.sort(starts);
    nextStart = 0;
  }

  private void play(long start, boolean first) {
    // Users share session ids, as in the real data: a session is (userId, sessionId).
    int step = Math.max(1, service.users() / 2);
    session.begin(1 + number % step + (long) sessions * step, start);
    sessions++;
    item = -1;
    if (first) {
      listener.register();
    } else {
      listener.arrive();
    }
    listener.listen(day);
    over = mood.leavesOn(day) && nextStart == starts.length;
    if (over) {
      listener.cancel();
    } else {
      listener.depart();
    }
  }
}
