package sparkify.producer.simulator;

import sparkify.producer.simulator.Page.Auth;

/**
 * An event of a user in one number, except for its second: page, authentication, level, position in
 * the session, song, and what is special about its line.
 */
@SuppressWarnings("EnumOrdinal") // Packed and unpacked by the same code, never stored.
final class Event {
  private static final int ITEM = 24;
  private static final int PAGE = 39;
  private static final int AUTH = 44;
  private static final int PAID = 46;
  private static final int NEW_CLIENT = 47;
  private static final int INCOMPLETE = 48;
  private static final int SESSION = 49;
  private static final Page[] PAGES = Page.values();
  private static final Auth[] AUTHS = Auth.values();

  /** No song. */
  static final int NONE = -1;

  /** The most sessions of a user that can be told apart. */
  static final int SESSIONS = 1 << 15;

  /** The most events of a session. */
  static final int ITEMS = 1 << 15;

  private Event() {}

  static long of(Page page, Auth auth, int session, int item, int song) {
    return ((long) page.ordinal() << PAGE)
        | ((long) auth.ordinal() << AUTH)
        | ((long) session << SESSION)
        | ((long) item << ITEM)
        | (song + 1);
  }

  static long paid(long event) {
    return event | (1L << PAID);
  }

  static long withNewClient(long event) {
    return event | (1L << NEW_CLIENT);
  }

  static long incomplete(long event) {
    return event | (1L << INCOMPLETE);
  }

  static Page page(long event) {
    return PAGES[(int) (event >>> PAGE) & 0x1F];
  }

  static Auth auth(long event) {
    return AUTHS[(int) (event >>> AUTH) & 3];
  }

  static boolean isPaid(long event) {
    return ((event >>> PAID) & 1) == 1;
  }

  static boolean hasNewClient(long event) {
    return ((event >>> NEW_CLIENT) & 1) == 1;
  }

  static boolean isIncomplete(long event) {
    return ((event >>> INCOMPLETE) & 1) == 1;
  }

  static int session(long event) {
    return (int) (event >>> SESSION);
  }

  static int item(long event) {
    return (int) (event >>> ITEM) & (ITEMS - 1);
  }

  /** The song's number, or {@link #NONE}. */
  static int song(long event) {
    return (int) (event & 0xFFFFFF) - 1;
  }
}
