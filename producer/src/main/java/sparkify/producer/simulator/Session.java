package sparkify.producer.simulator;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import sparkify.producer.simulator.Catalogue.Song;
import sparkify.producer.simulator.Page.Auth;

/** The events of one session, in order; the next session reuses the memory. */
final class Session {
  private static final byte[] TS = Json.bytes("{\"ts\":");
  private static final byte[] NOBODY = Json.bytes(",\"userId\":\"\"");
  private static final byte[] SESSION = Json.bytes(",\"sessionId\":");
  private static final byte[] PAID = Json.bytes(",\"level\":\"paid\",\"itemInSession\":");
  private static final byte[] FREE = Json.bytes(",\"level\":\"free\",\"itemInSession\":");
  private static final byte[] END = Json.bytes("}");

  private long[] seconds = new long[64];
  private Page[] pages = new Page[64];
  private Auth[] auths = new Auth[64];
  private boolean[] paid = new boolean[64];
  private @Nullable Song[] songs = new Song[64];
  private int size;
  private long id;
  private long clock;

  /** Starts a new session. */
  void begin(long sessionId, long epochSecond) {
    id = sessionId;
    clock = epochSecond;
    size = 0;
  }

  /** Lets some seconds pass. */
  void pass(long howLong) {
    clock += howLong;
  }

  long clock() {
    return clock;
  }

  int size() {
    return size;
  }

  long ts(int item) {
    return 1_000 * seconds[item];
  }

  void add(Page page, Auth auth, boolean isPaid) {
    add(page, auth, isPaid, null);
  }

  void add(Page page, Auth auth, boolean isPaid, @Nullable Song song) {
    if (size == pages.length) {
      grow(2 * size);
    }
    seconds[size] = clock;
    pages[size] = page;
    auths[size] = auth;
    paid[size] = isPaid;
    songs[size] = song;
    size++;
  }

  /** Writes one event. */
  void write(int item, Person person, Json line) {
    boolean known = auths[item].known();
    line.clear().raw(TS).number(ts(item)).raw(known ? person.userId() : NOBODY);
    line.raw(SESSION).number(id);
    pages[item].write(line, auths[item]);
    line.raw(paid[item] ? PAID : FREE).number(item);
    if (known) {
      line.raw(person.profile());
    }
    Song song = songs[item];
    if (song != null) {
      line.raw(song.json());
    }
    line.raw(END);
  }

  private void grow(int length) {
    seconds = Arrays.copyOf(seconds, length);
    pages = Arrays.copyOf(pages, length);
    auths = Arrays.copyOf(auths, length);
    paid = Arrays.copyOf(paid, length);
    songs = Arrays.copyOf(songs, length);
  }
}
