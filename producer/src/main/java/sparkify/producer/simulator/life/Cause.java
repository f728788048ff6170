package sparkify.producer.simulator.life;

import java.util.Locale;

/** What makes users more or less satisfied. */
public enum Cause {
  /** Adverts among the songs, which only the free level has. */
  ADVERTS,
  /** Pages that could not be shown. */
  ERRORS,
  /** Songs that miss the user's taste. */
  BAD_SONGS,
  /** Songs the user is glad to have found. */
  FINDS,
  /** Days on which the service hardly works. */
  OUTAGES,
  /** A higher price of the paid level. */
  PRICE,
  /** Friends on the service: those who stay please, those who leave are missed. */
  FRIENDS;

  /** As in files: lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
