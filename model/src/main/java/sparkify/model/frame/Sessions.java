package sparkify.model.frame;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one user so far. An event without a session belongs to none, and ends the song
 * before it for all that is known.
 */
final class Sessions {
  /** Times are whole seconds: a song that ends within one is not cut short. */
  private static final long ROUNDING_MS = 1_000;

  private final Set<Long> known = new HashSet<>();
  private @Nullable Long ofNewestEvent;
  private @Nullable Long begunLast;
  private long newest;
  private long songEnds = Long.MIN_VALUE;
  private long gapsMs;
  private long lastGapMs;
  private long gaps;
  private long songsInLast;

  /**
   * What an event adds.
   *
   * @param begins whether it is the first of its session
   * @param ms since the event before it, if both are of one session, else 0
   * @param cutsShort whether it is a song that began before the one before it, of the same session,
   *     was over
   */
  record Step(boolean begins, long ms, boolean cutsShort) {}

  /** Adds the next event, in order of time. */
  Step add(Event event) {
    Long session = event.sessionId();
    boolean continues = session != null && session.equals(ofNewestEvent);
    boolean begins = false;
    if (session != null && known.add(session)) {
      begins = true;
      begin(session, event.ts());
    }
    long ms = continues ? event.ts() - newest : 0;
    boolean cutsShort = addSong(event, continues);
    ofNewestEvent = session;
    newest = event.ts();
    return new Step(begins, ms, cutsShort);
  }

  private void begin(Long session, long ts) {
    if (begunLast != null) {
      lastGapMs = ts - newest;
      gapsMs += lastGapMs;
      gaps++;
    }
    begunLast = session;
    songsInLast = 0;
  }

  private boolean addSong(Event event, boolean continues) {
    if (!continues) {
      songEnds = Long.MIN_VALUE;
    }
    if (!event.isSong()) {
      return false;
    }
    boolean cutsShort = event.ts() + ROUNDING_MS < songEnds;
    songEnds = event.length() == null ? Long.MIN_VALUE : event.ts() + event.lengthMs();
    if (begunLast != null && Objects.equals(event.sessionId(), begunLast)) {
      songsInLast++;
    }
    return cutsShort;
  }

  /** Sum of the times between a session's first event and the event before it, milliseconds. */
  long gapsMs() {
    return gapsMs;
  }

  /** How many such gaps there are: one less than sessions. */
  long gaps() {
    return gaps;
  }

  /** The newest of them, milliseconds; 0 if there is none. */
  long lastGapMs() {
    return lastGapMs;
  }

  /** Songs played in the session that began last. */
  long songsInLast() {
    return songsInLast;
  }
}
