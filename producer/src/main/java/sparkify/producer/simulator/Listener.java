package sparkify.producer.simulator;

import static sparkify.producer.simulator.Page.Auth.CANCELLED;
import static sparkify.producer.simulator.Page.Auth.GUEST;
import static sparkify.producer.simulator.Page.Auth.LOGGED_IN;
import static sparkify.producer.simulator.Page.Auth.LOGGED_OUT;

import sparkify.producer.simulator.Catalogue.Song;
import sparkify.producer.simulator.Mood.Reason;

/** Plays the sessions of one user: what is clicked depends on habits, level and mood. */
final class Listener {
  private final Catalogue catalogue;
  private final Habits habits;
  private final Mood mood;
  private final Dice dice;
  private final Session session;
  private boolean paid;
  private int songs;
  private int adverts;
  private int badSongs;

  Listener(Catalogue catalogue, Habits habits, Mood mood, Dice dice, Session session) {
    this.catalogue = catalogue;
    this.habits = habits;
    this.mood = mood;
    this.dice = dice;
    this.session = session;
    this.paid = dice.chance(0.35 + 0.4 * Math.min(1, habits.sessionsPerDay()));
  }

  /** Updates the mood with what happened since the last call. */
  void wakeUp(int day) {
    mood.wakeUp(day, songs, adverts, badSongs);
    songs = 0;
    adverts = 0;
    badSongs = 0;
  }

  /** Registers with the service. */
  void register() {
    paid = false;
    page(Page.HOME, GUEST, 40);
    page(Page.REGISTER, GUEST, 90);
    page(Page.SUBMIT_REGISTRATION, GUEST, 1);
    page(Page.LOGIN, LOGGED_OUT, 1);
  }

  /** Returns to the service. */
  void arrive() {
    if (dice.chance(0.85)) {
      page(Page.HOME, LOGGED_OUT, 30);
      maybe(0.35, Page.HOME, LOGGED_OUT);
      maybe(0.09, Page.ABOUT, LOGGED_OUT);
      maybe(0.06, Page.HELP, LOGGED_OUT);
      page(Page.LOGIN, LOGGED_OUT, 1);
    }
    maybe(0.8, Page.HOME, LOGGED_IN);
  }

  /** Listens, clicks, and perhaps logs out. */
  void listen(int day) {
    double weariness = mood.weariness(day);
    int count =
        (int) Math.max(1, dice.spread(habits.songsPerSession(), 0.6) * (1 - 0.5 * weariness));
    for (int i = 0; i < Math.min(count, 800); i++) {
      song(day, weariness);
    }
    if (paid && dice.chance(0.01 + 0.05 * weariness)) {
      page(Page.DOWNGRADE, LOGGED_IN, 30);
      page(Page.SUBMIT_DOWNGRADE, LOGGED_IN, 1);
      paid = false;
    } else if (!paid && dice.chance(0.05 * (1 - weariness))) {
      page(Page.UPGRADE, LOGGED_IN, 30);
      page(Page.SUBMIT_UPGRADE, LOGGED_IN, 1);
      paid = true;
    }
  }

  /** Leaves the service until the next session. */
  void depart() {
    if (dice.chance(0.7)) {
      page(Page.LOGOUT, LOGGED_IN, 1);
      maybe(0.5, Page.HOME, LOGGED_OUT);
    }
  }

  /** Cancels for good. */
  void cancel() {
    maybe(0.4, Page.HELP, LOGGED_IN);
    maybe(0.5, Page.SETTINGS, LOGGED_IN);
    if (paid) {
      maybe(0.6, Page.DOWNGRADE, LOGGED_IN);
    }
    page(Page.CANCEL, LOGGED_IN, 20);
    page(Page.CANCELLATION_CONFIRMATION, CANCELLED, 1);
  }

  private void song(int day, double weariness) {
    double badGuess = 0.15 + 0.6 * mood.weariness(day, Reason.RECOMMENDATIONS);
    int genre = habits.genre(badGuess, dice);
    Song song = catalogue.pick(genre, dice);
    session.add(Page.NEXT_SONG, LOGGED_IN, paid, song);
    songs++;
    long ends = session.clock() + song.seconds();
    session.pass(1 + dice.below(20));
    opinion(weariness, badGuess);
    surroundings(day, weariness);
    session.pass(Math.max(1, ends - session.clock()));
  }

  private void opinion(double weariness, double badGuess) {
    if (dice.chance(habits.thumbsUp() * (1 - 0.5 * weariness))) {
      page(Page.THUMBS_UP, LOGGED_IN, 1);
    } else if (dice.chance(habits.thumbsDown() * (0.5 + 3 * badGuess) * (1 + 1.5 * weariness))) {
      page(Page.THUMBS_DOWN, LOGGED_IN, 1);
      badSongs++;
    }
    clicks(0.028 * (1 - 0.6 * weariness), Page.ADD_TO_PLAYLIST);
    clicks(0.018 * (1 - 0.7 * weariness), Page.ADD_FRIEND);
  }

  private void surroundings(int day, double weariness) {
    double annoyed = mood.weariness(day, Reason.ADVERTS);
    if (dice.chance((paid ? 0.003 : 0.075) * (1 + 2 * annoyed))) {
      page(Page.ROLL_ADVERT, LOGGED_IN, 15);
      adverts++;
    }
    clicks(0.042, Page.HOME);
    clicks(0.006 * (1 + 2 * weariness), Page.HELP);
    clicks(0.0015 * (1 + 2 * weariness), Page.ERROR);
    clicks(0.0025, Page.ABOUT);
    clicks(paid ? 0.009 * (1 + weariness) : 0, Page.DOWNGRADE);
    clicks(paid ? 0 : 0.009, Page.UPGRADE);
    if (dice.chance(0.0075)) {
      page(Page.SETTINGS, LOGGED_IN, 20);
      maybe(0.2, Page.SAVE_SETTINGS, LOGGED_IN);
    }
  }

  private void clicks(double chance, Page page) {
    maybe(chance, page, LOGGED_IN);
  }

  private void maybe(double chance, Page page, Page.Auth auth) {
    if (dice.chance(chance)) {
      page(page, auth, 10);
    }
  }

  /** Visits a page and stays there for a while. */
  private void page(Page page, Page.Auth auth, int meanSeconds) {
    session.add(page, auth, paid);
    session.pass(1 + (long) dice.waiting(meanSeconds));
  }
}
