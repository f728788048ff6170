package sparkify.producer.simulator.life;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import sparkify.common.config.ScenarioSettings;
import sparkify.producer.simulator.life.Visit.End;

/**
 * One user from day to day: what happens to them moves their satisfaction, which moves what they do
 * and the hazard of cancelling. Nothing else moves the hazard.
 */
public final class Life {
  private static final double MEAN_HAZARD = 0.0045;
  private static final double HAZARD_AT_ZERO = 0.0016;
  private static final double MOST_HAZARD = 0.3;
  // What satisfaction does to a user's habits: a factor of exp(MOOD * level), within bounds.
  private static final double MOOD = 0.3;
  private static final double LEAST_LEVEL_SEEN = -2.5;
  private static final double MOST_LEVEL_SEEN = 1.5;
  private static final double MOST_SONGS = 1_000;
  private static final double ADVERTS_WHEN_PAID = 0.0015;
  private static final double FRIENDS_PER_SONG = 0.0125;
  private static final double UPGRADES_PER_VISIT = 0.11;
  private static final double UPGRADES_PER_SONG = 0.0012;
  private static final double DOWNGRADES_PER_VISIT = 0.008;
  private static final double DOWNGRADES_PER_SONG = 0.0003;
  private static final double SONGS_BEFORE_LEAVING = 12;
  private static final double SONGS_OF_AN_OUTAGE = 0.3;

  private final Habits habits;
  private final Satisfaction satisfaction;
  private final Friends friends;
  private final Dice dice;
  private final int users;
  private boolean paid;
  private double hazard;
  private double mood = 1;
  private boolean leaves;

  /**
   * @param users number of users of the service, from whom friends are taken
   */
  Life(Habits habits, boolean paid, int friends, int users, Dice dice) {
    this(habits, new Satisfaction(habits), new Friends(), users, dice);
    this.paid = paid;
    for (int i = 0; i < friends; i++) {
      befriend();
    }
  }

  private Life(Habits habits, Satisfaction felt, Friends friends, int users, Dice dice) {
    this.habits = habits;
    this.satisfaction = felt;
    this.friends = friends;
    this.users = users;
    this.dice = dice;
  }

  /** The same user at the same moment, with other dice for what comes. */
  Life copy(Dice other) {
    Life copy = new Life(habits, satisfaction.copy(), friends.copy(), users, other);
    copy.paid = paid;
    return copy;
  }

  /** Before today's visits. */
  public Satisfaction satisfaction() {
    return satisfaction;
  }

  /** The probability with which the user cancels today. */
  public double hazard() {
    return hazard;
  }

  /** How keen the user is today, a factor around 1 of what they do; set by a visit. */
  public double mood() {
    return mood;
  }

  /** Whether the user cancels today. */
  public boolean leaves() {
    return leaves;
  }

  /** The morning: how satisfied the user is today, and whether they leave. */
  void wakeUp(Day day) {
    satisfaction.wakeUp(friends.part(day.left()), friends.count());
    decide(day);
  }

  /** A morning before the first day, when nobody is known who leaves: friends leave by chance. */
  void wakeUpEarlier(Day day) {
    satisfaction.wakeUp(dice.poisson(MEAN_HAZARD * friends.count()), friends.count());
    decide(day);
  }

  private void decide(Day day) {
    ScenarioSettings.PriceRise rise = day.scenario().priceRise();
    if (paid && day.number() == rise.day()) {
      satisfaction.charge(rise.dissatisfaction() * habits.priceMatters());
    }
    double signal = day.scenario().signal();
    hazard =
        signal == 0
            ? MEAN_HAZARD
            : Math.min(
                MOST_HAZARD, HAZARD_AT_ZERO * StrictMath.exp(-signal * satisfaction.level()));
    leaves = dice.chance(hazard);
  }

  /** Today's visits in the order of their beginnings; the next morning the user remembers them. */
  List<Visit> visit(Day day) {
    double level = Math.max(LEAST_LEVEL_SEEN, Math.min(MOST_LEVEL_SEEN, satisfaction.level()));
    mood = StrictMath.exp(MOOD * level);
    int count = dice.poisson(visitsOn(day) * mood);
    if (count == 0 && !leaves) {
      return List.of();
    }
    int[] seconds = new int[count];
    Arrays.setAll(seconds, i -> second(day));
    Arrays.sort(seconds);
    List<Visit> visits = new ArrayList<>(count + 1);
    for (int second : seconds) {
      visits.add(visit(day, second));
    }
    if (leaves) {
      leave(visits, second(day));
    }
    return visits;
  }

  /** The first visit, in which a new user registers. */
  Visit register(Day day, int second) {
    return visit(day, second);
  }

  private double visitsOn(Day day) {
    return habits.visitsPerDay()
        * habits.rhythm().visitsOn(day.weekday())
        * day.drifted(day.scenario().drift().visits());
  }

  private int second(Day day) {
    return habits.rhythm().second(day.weekday(), dice);
  }

  private void leave(List<Visit> visits, int second) {
    visits.removeIf(visit -> visit.second() >= second);
    int songs = (int) dice.waiting(SONGS_BEFORE_LEAVING);
    visits.add(new Visit(second, paid, songs, 0, 0, 0, 0, 0, 0, End.CANCELLATION));
  }

  private Visit visit(Day day, int second) {
    double failing = day.scenario().outage().errorsOn(day.number());
    int songs = songs(day, failing > 0 ? SONGS_OF_AN_OUTAGE : 1);
    Visit visit =
        new Visit(
            second,
            paid,
            songs,
            dice.poisson(songs * advertsPerSong(day)),
            dice.poisson(songs * habits.errorsPerSong()),
            failing > 0 ? dice.poisson(songs * failing) : 0,
            Math.min(songs, dice.poisson(songs * habits.badSongs())),
            Math.min(songs, dice.poisson(songs * habits.finds())),
            dice.poisson(songs * FRIENDS_PER_SONG * mood * mood),
            end(songs));
    experience(visit);
    return visit;
  }

  private int songs(Day day, double factor) {
    double drifted = day.drifted(day.scenario().drift().songs());
    return (int)
        Math.min(MOST_SONGS, dice.waiting(habits.songsPerVisit() * mood * drifted * factor));
  }

  private double advertsPerSong(Day day) {
    return paid
        ? ADVERTS_WHEN_PAID
        : habits.advertsPerSong() * day.drifted(day.scenario().drift().adverts());
  }

  private End end(int songs) {
    if (paid) {
      double less = mood * mood;
      return dice.chance((DOWNGRADES_PER_VISIT + songs * DOWNGRADES_PER_SONG) / less)
          ? End.DOWNGRADE
          : End.PAUSE;
    }
    return dice.chance((UPGRADES_PER_VISIT + songs * UPGRADES_PER_SONG) * mood)
        ? End.UPGRADE
        : End.PAUSE;
  }

  private void experience(Visit visit) {
    satisfaction.remember(visit);
    for (int i = 0; i < visit.friends(); i++) {
      befriend();
    }
    if (visit.end() == End.DOWNGRADE) {
      satisfaction.charge(0);
    }
    paid = visit.end() == End.UPGRADE || (paid && visit.end() != End.DOWNGRADE);
  }

  private void befriend() {
    friends.add(dice.below(users));
  }
}
