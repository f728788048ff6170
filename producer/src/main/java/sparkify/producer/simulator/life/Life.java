package sparkify.producer.simulator.life;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import sparkify.common.config.ScenarioSettings;
import sparkify.producer.simulator.life.Visit.End;

/**
 * One user from day to day: what happens to them moves their satisfaction, which moves what they do
 * and the hazard of cancelling. Nothing else moves the hazard.
 */
public final class Life {
  private static final double MEAN_HAZARD = 0.0045;
  private static final double HAZARD_AT_ZERO = 0.00168;
  private static final double MOST_HAZARD = 0.3;
  private static final double MOST_SONGS = 1_000;
  private static final double ADVERTS_WHEN_PAID = 0.0015;
  private static final double FRIENDS_PER_SONG = 0.0143;
  private static final double UPGRADES_PER_VISIT = 0.085;
  private static final double UPGRADES_PER_SONG = 0.0018;
  private static final double DOWNGRADES_PER_VISIT = 0.007;
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

  /** Whether the user pays. */
  public boolean paid() {
    return paid;
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
    mood = StrictMath.exp(0.25 * Math.max(-2.5, Math.min(1.5, satisfaction.level())));
    double expected =
        habits.visitsPerDay()
            * habits.rhythm().visitsOn(day.weekday())
            * mood
            * day.drifted(day.scenario().drift().visits());
    int count = dice.poisson(expected);
    if (count == 0 && !leaves) {
      return List.of();
    }
    List<Visit> visits = new ArrayList<>(count + 1);
    for (int i = 0; i < count; i++) {
      visits.add(visit(day, habits.rhythm().second(day.weekday(), dice)));
    }
    visits.sort(Comparator.comparingInt(Visit::second));
    if (leaves) {
      int second = habits.rhythm().second(day.weekday(), dice);
      visits.removeIf(visit -> visit.second() >= second);
      visits.add(
          new Visit(
              second,
              (int) dice.waiting(SONGS_BEFORE_LEAVING),
              0,
              0,
              0,
              0,
              0,
              0,
              End.CANCELLATION));
    }
    return visits;
  }

  /** The first visit, in which a new user registers. */
  Visit register(Day day, int second) {
    return visit(day, second);
  }

  private Visit visit(Day day, int second) {
    double expected = habits.songsPerVisit() * mood * day.drifted(day.scenario().drift().songs());
    double failing = day.scenario().outage().errorsOn(day.number());
    int songs =
        (int) Math.min(MOST_SONGS, dice.waiting(expected * (failing > 0 ? SONGS_OF_AN_OUTAGE : 1)));
    double adverts =
        paid
            ? ADVERTS_WHEN_PAID
            : habits.advertsPerSong() * day.drifted(day.scenario().drift().adverts());
    Visit visit =
        new Visit(
            second,
            songs,
            dice.poisson(songs * adverts),
            dice.poisson(songs * habits.errorsPerSong()),
            failing > 0 ? dice.poisson(songs * failing) : 0,
            Math.min(songs, dice.poisson(songs * habits.badSongs())),
            Math.min(songs, dice.poisson(songs * habits.finds())),
            dice.poisson(songs * FRIENDS_PER_SONG * mood * mood),
            end(songs));
    experience(visit);
    return visit;
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
