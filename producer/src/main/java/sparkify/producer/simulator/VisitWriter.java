package sparkify.producer.simulator;

import static sparkify.producer.simulator.Page.Auth.CANCELLED;
import static sparkify.producer.simulator.Page.Auth.GUEST;
import static sparkify.producer.simulator.Page.Auth.LOGGED_IN;
import static sparkify.producer.simulator.Page.Auth.LOGGED_OUT;

import java.util.Arrays;
import sparkify.producer.simulator.Page.Auth;
import sparkify.producer.simulator.life.Dice;
import sparkify.producer.simulator.life.Visit;

/** Lays the visits of one user after the other out as events in time. */
@SuppressWarnings("EnumOrdinal") // Packed and unpacked within a visit.
final class VisitWriter {
  private static final int PAUSE_SECONDS = 1_200;
  private static final int MORE_PAUSE_SECONDS = 36_000;
  private static final int LAST_CALL_SECONDS = 900;
  private static final Page[] PAGES = Page.values();

  private final Catalogue catalogue;
  private final Clicks clicks = new Clicks();
  private final double incomplete;
  private int[] extras = new int[64];
  private int extrasCount;
  private final DayEvents out;
  private Listener listener;
  private Dice dice;
  private boolean paid;
  private boolean newClient;
  private int clock;
  private int item;

  VisitWriter(Catalogue catalogue, double incomplete, DayEvents out, Listener nobody) {
    this.catalogue = catalogue;
    this.incomplete = incomplete;
    this.out = out;
    this.listener = nobody;
    this.dice = nobody.dice;
  }

  /** Turns to a user on a day. */
  void turnTo(Listener user, int day) {
    listener = user;
    dice = user.dice;
    newClient = day >= user.newClientFrom;
  }

  /**
   * Writes one visit of the user.
   *
   * @param dayBegin the day's first second, since the beginning
   * @param mood how keen the user is, a factor around 1
   * @param opinions a factor of the thumbs per song
   */
  void write(Visit visit, int dayBegin, double mood, double opinions) {
    int begin = dayBegin + visit.second();
    boolean leaves = visit.end() == Visit.End.CANCELLATION;
    if (leaves) {
      // Whatever the user was doing ends here.
      begin = Math.min(begin, dayBegin + 86_400 - 2 * LAST_CALL_SECONDS);
      out.cut(listener.user, begin);
    }
    paid = visit.paid();
    clock = leaves ? begin : Math.max(begin, listener.freeAt);
    item = 0;
    listen(
        visit, mood, opinions, leaves ? dayBegin + 86_400 - LAST_CALL_SECONDS : Integer.MAX_VALUE);
    end(visit.end());
    listener.sessions++;
    listener.freeAt = clock + PAUSE_SECONDS + dice.below(MORE_PAUSE_SECONDS);
  }

  /** Writes the pages with which a user registers. */
  void register(int second) {
    clock = second;
    item = 0;
    paid = false;
    page(Page.HOME, GUEST, 40);
    page(Page.REGISTER, GUEST, 90);
    maybe(0.4, Page.SUBMIT_REGISTRATION, GUEST);
    page(Page.LOGIN, LOGGED_OUT, 1);
    listener.freeAt = clock;
    listener.sessions++;
  }

  private void listen(Visit visit, double mood, double opinions, int until) {
    maybe(0.48, Page.HOME, LOGGED_IN);
    collect(visit, mood, opinions);
    int extra = 0;
    for (int song = 0; song < visit.songs() && clock < until; song++) {
      int number = catalogue.pick(dice);
      add(Page.NEXT_SONG, LOGGED_IN, number);
      int ends = clock + catalogue.seconds(number);
      for (; extra < extrasCount && (extras[extra] >>> 8) == song; extra++) {
        clock += 1 + (extra == 0 ? dice.below(40) : dice.below(20));
        click(PAGES[extras[extra] & 0xFF]);
      }
      clock = Math.max(clock + 1, ends);
    }
  }

  /** Chooses the songs during which the user clicks, in order. */
  private void collect(Visit visit, double mood, double opinions) {
    extrasCount = 0;
    int songs = visit.songs();
    if (songs == 0) {
      return;
    }
    scatter(visit.adverts(), Page.ROLL_ADVERT, songs);
    scatter(visit.errors() + visit.outageErrors(), Page.ERROR, songs);
    scatter(visit.friends(), Page.ADD_FRIEND, songs);
    clicks.expect(visit, mood, opinions);
    for (int i = clicks.count(dice); i > 0; i--) {
      scatter(1, clicks.page(dice), songs);
    }
    Arrays.sort(extras, 0, extrasCount);
  }

  private void scatter(int count, Page page, int songs) {
    for (int i = 0; i < count; i++) {
      if (extrasCount == extras.length) {
        extras = Arrays.copyOf(extras, 2 * extrasCount);
      }
      extras[extrasCount++] = (dice.below(songs) << 8) | page.ordinal();
    }
  }

  private void click(Page page) {
    add(page, LOGGED_IN, Event.NONE);
    switch (page) {
      case LOGOUT -> comeBack();
      case SETTINGS -> maybe(0.2, Page.SAVE_SETTINGS, LOGGED_IN);
      default -> {}
    }
  }

  /** Logged out by mistake or for a moment: the way back in. */
  private void comeBack() {
    clock += 1 + dice.below(60);
    page(Page.HOME, LOGGED_OUT, 30);
    maybe(0.38, Page.HOME, LOGGED_OUT);
    maybe(0.14, Page.ABOUT, LOGGED_OUT);
    maybe(0.08, Page.HELP, LOGGED_OUT);
    maybe(0.005, Page.ERROR, LOGGED_OUT);
    page(Page.LOGIN, LOGGED_OUT, 1);
    maybe(0.5, Page.HOME, LOGGED_IN);
  }

  private void end(Visit.End end) {
    switch (end) {
      case PAUSE -> maybe(0.12, Page.LOGOUT, LOGGED_IN);
      case UPGRADE -> {
        page(Page.UPGRADE, LOGGED_IN, 30);
        page(Page.SUBMIT_UPGRADE, LOGGED_IN, 10);
        paid = true;
        page(Page.HOME, LOGGED_IN, 10);
      }
      case DOWNGRADE -> {
        page(Page.DOWNGRADE, LOGGED_IN, 30);
        page(Page.SUBMIT_DOWNGRADE, LOGGED_IN, 10);
        paid = false;
        page(Page.HOME, LOGGED_IN, 10);
      }
      case CANCELLATION -> {
        maybe(0.3, Page.HELP, LOGGED_IN);
        maybe(0.4, Page.SETTINGS, LOGGED_IN);
        maybe(paid ? 0.5 : 0, Page.DOWNGRADE, LOGGED_IN);
        page(Page.CANCEL, LOGGED_IN, 20);
        page(Page.CANCELLATION_CONFIRMATION, CANCELLED, 1);
      }
    }
  }

  private void maybe(double chance, Page page, Auth auth) {
    if (dice.chance(chance)) {
      page(page, auth, 20);
    }
  }

  /** Visits a page and stays there for up to twice {@code meanSeconds}. */
  private void page(Page page, Auth auth, int meanSeconds) {
    add(page, auth, Event.NONE);
    clock += 1 + dice.below(2 * meanSeconds);
  }

  private void add(Page page, Auth auth, int song) {
    long event =
        Event.of(
            page, auth, listener.sessions & (Event.SESSIONS - 1), item++ & (Event.ITEMS - 1), song);
    event = paid ? Event.paid(event) : event;
    event = newClient ? Event.withNewClient(event) : event;
    event = incomplete > 0 && dice.chance(incomplete) ? Event.incomplete(event) : event;
    out.add(clock, listener.user, event);
  }
}
