package sparkify.producer.simulator;

import java.util.function.UnaryOperator;
import sparkify.producer.simulator.life.Person;

/** Events as the JSON of the real data. */
final class EventFormat implements LineFormat {
  private static final byte[] TS = Json.bytes("{\"ts\":");
  private static final byte[] NOBODY = Json.bytes("000,\"userId\":\"\",\"sessionId\":");
  private static final byte[] PAID = Json.bytes(",\"level\":\"paid\",\"itemInSession\":");
  private static final byte[] FREE = Json.bytes(",\"level\":\"free\",\"itemInSession\":");
  private static final byte[] END = Json.bytes("}");

  private final long start;
  private final Catalogue catalogue;
  private final long firstSession;
  private final int sessionStep;
  private final byte[][] ids;
  private final byte[][] places;
  private final byte[][] profiles;
  private final byte[][] profilesOfNewClient;

  EventFormat(long startSecond, Catalogue catalogue, int users, long firstSession) {
    this.start = startSecond;
    this.catalogue = catalogue;
    // Users share session ids, as in the real data: a session is (userId, sessionId).
    this.sessionStep = Math.max(1, users / 2);
    this.firstSession = firstSession;
    this.ids = new byte[users][];
    this.places = new byte[users][];
    this.profiles = new byte[users][];
    this.profilesOfNewClient = new byte[users][];
  }

  /** Makes a user known. */
  void add(int user, long id, Person person, long registrationMs, UnaryOperator<String> spelling) {
    ids[user] = Json.bytes("000,\"userId\":\"" + id + "\",\"sessionId\":");
    places[user] = Json.bytes(",\"location\":\"" + person.place() + "\"");
    profiles[user] = profile(person.agent(), person, registrationMs, spelling, "");
    profilesOfNewClient[user] =
        profile(NewClient.AGENT, person, registrationMs, spelling, NewClient.UNKNOWN_FIELD);
  }

  @Override
  public void write(int second, int user, long event, Json line) {
    boolean known = Event.auth(event).known();
    line.raw(TS).number(start + second).raw(known ? ids[user] : NOBODY);
    line.number(firstSession + user % sessionStep + (long) Event.session(event) * sessionStep);
    Event.page(event).write(line, Event.auth(event));
    line.raw(Event.isPaid(event) ? PAID : FREE).number(Event.item(event));
    if (known) {
      if (!Event.isIncomplete(event)) {
        line.raw(places[user]);
      }
      line.raw(Event.hasNewClient(event) ? profilesOfNewClient[user] : profiles[user]);
    }
    int song = Event.song(event);
    if (song != Event.NONE) {
      catalogue.write(song, line);
    }
    line.raw(END);
  }

  private static byte[] profile(
      String agent,
      Person person,
      long registrationMs,
      UnaryOperator<String> spelling,
      String more) {
    return Json.bytes(
        ",\"userAgent\":\"%s\",\"lastName\":\"%s\",\"firstName\":\"%s\",\"registration\":%d,\"gender\":\"%s\"%s"
            .formatted(
                agent,
                person.lastName(),
                spelling.apply(person.firstName()),
                registrationMs,
                person.gender(),
                more));
  }
}
