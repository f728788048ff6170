package sparkify.producer.simulator.life;

import java.util.BitSet;
import java.util.List;
import sparkify.common.config.Quirk;
import sparkify.common.config.SimulatorSettings;
import sparkify.producer.simulator.life.Dice.Stream;

/**
 * All users of a service, who live one day after the other. Within a day they may be advanced in
 * any order and by several threads: what users do to each other acts from the next day on.
 */
public final class Population {
  private static final long DAY_SECONDS = 86_400;
  private static final int BURN_IN_DAYS = 30;
  private static final double MEAN_AGE_DAYS = 28;
  private static final double MOST_AGE_DAYS = 200;
  private static final double INITIALLY_PAID = 0.32;
  private static final double FRIENDS = 5;
  private static final int BLOCK = 32;
  private static final double BLOCKS_DIFFER = 0.8;

  private final SimulatorSettings service;
  private final Person[] people;
  private final Life[] lives;
  private final long[] registered;
  private final boolean[] gone;
  private BitSet left = new BitSet();
  private Day today;

  /** The users of a service on the morning of the first day. */
  public Population(SimulatorSettings service) {
    this.service = service;
    this.people = new Person[service.users()];
    this.lives = new Life[service.users()];
    this.registered = new long[service.users()];
    this.gone = new boolean[service.users()];
    this.today = day(0);
    for (int user = 0; user < lives.length; user++) {
      people[user] = Person.draw(Dice.of(service.seed(), Stream.PERSON, user));
      join(user);
    }
  }

  private Population(Population other, Dice dice) {
    service = other.service;
    people = other.people;
    registered = other.registered;
    gone = other.gone.clone();
    left = other.left;
    today = other.today;
    lives = new Life[other.lives.length];
    for (int user = 0; user < lives.length; user++) {
      lives[user] = gone[user] ? other.lives[user] : other.lives[user].copy(dice);
    }
  }

  /** The same users at the same moment, with other dice, which all share, for what comes. */
  public Population copy(Dice dice) {
    return new Population(this, dice);
  }

  public int size() {
    return lives.length;
  }

  public Person person(int user) {
    return people[user];
  }

  public Life life(int user) {
    return lives[user];
  }

  /** When the user registered, in seconds since the beginning; negative before it. */
  public long registered(int user) {
    return registered[user];
  }

  /** Whether the user registers today. */
  public boolean isNew(int user) {
    return registered[user] >= 0 && registered[user] / DAY_SECONDS == today.number();
  }

  /** Whether the user has registered before today and not cancelled. */
  public boolean isThere(int user) {
    return !gone[user] && registered[user] < today.number() * DAY_SECONDS;
  }

  /** The user's day: how satisfied they are, and what they decide. */
  public void wakeUp(int user) {
    lives[user].wakeUp(today);
  }

  /** The user's visits today, in order. */
  public List<Visit> visits(int user) {
    if (isNew(user)) {
      return List.of(lives[user].register(today, (int) (registered[user] % DAY_SECONDS)));
    }
    return lives[user].visit(today);
  }

  /** Ends the day, on which {@code leaving} have cancelled, for good. */
  public void endDay(BitSet leaving) {
    leaving.stream().forEach(user -> gone[user] = true);
    endDayBut(leaving);
  }

  /** Ends the day; their friends miss {@code leaving}, who themselves go on. */
  void endDayBut(BitSet leaving) {
    left = leaving;
    today = day(today.number() + 1);
  }

  private Day day(int number) {
    return new Day(number, weekday(number), left, service.world());
  }

  /** Day 0 of the epoch was a Thursday. */
  private int weekday(int number) {
    long epochDay = service.start().getEpochSecond() / DAY_SECONDS + number;
    return Math.floorMod(epochDay + 3, 7);
  }

  private void join(int user) {
    Dice fate = Dice.of(service.seed(), Stream.LIFE, -1 - user);
    boolean newcomer = fate.chance(service.world().newcomers());
    double days =
        newcomer
            ? fate.between(0, service.days())
            : -Math.min(MOST_AGE_DAYS, fate.waiting(MEAN_AGE_DAYS));
    registered[user] = (long) (days * DAY_SECONDS);
    int ago = newcomer ? 0 : (int) Math.min(BURN_IN_DAYS, -days);
    for (long attempt = 0; lives[user] == null; attempt++) {
      Dice dice = Dice.of(service.seed(), Stream.LIFE, user + (attempt << 32));
      Habits habits = Habits.draw(people[user].hoursBehindUtc(), calmer(user), dice);
      boolean paid = ago == BURN_IN_DAYS && dice.chance(INITIALLY_PAID);
      Life life = new Life(habits, paid, dice.poisson(FRIENDS), lives.length, dice);
      lives[user] = survives(life, ago) ? life : null;
    }
  }

  private double calmer(int user) {
    if (!service.quirks().contains(Quirk.ID_BLOCKS)) {
      return 0;
    }
    return BLOCKS_DIFFER * Dice.of(service.seed(), Stream.BLOCKS, user / BLOCK).bell();
  }

  /** Lives the days before the first; who cancels in them is not a user of the service. */
  private boolean survives(Life life, int days) {
    for (int number = -days; number < 0; number++) {
      Day day = day(number);
      life.wakeUpEarlier(day);
      if (life.leaves()) {
        return false;
      }
      life.visit(day);
    }
    return true;
  }
}
