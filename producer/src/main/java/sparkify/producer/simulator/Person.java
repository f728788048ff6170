package sparkify.producer.simulator;

/**
 * The fields that describe a user, encoded as in an event.
 *
 * @param userId the field {@code userId}
 * @param profile the fields from {@code location} to {@code gender}
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Person(byte[] userId, byte[] profile) {
  private static final String[] WOMEN = {
    "Ada", "Bea", "Clara", "Dora", "Ella", "Freya", "Grace", "Hanna", "Iris", "Jana", "Kira",
    "Lena", "Maya", "Nora", "Olive", "Paula", "Rosa", "Sofia", "Tara", "Zoé"
  };
  private static final String[] MEN = {
    "Adam", "Ben", "Carl", "David", "Emil", "Felix", "George", "Hugo", "Ivan", "Jonas", "Karl",
    "Leo", "Max", "Noah", "Oscar", "Paul", "Ruben", "Samuel", "Tom", "José"
  };
  private static final String[] LAST = {
    "Adler", "Baker", "Carter", "Dale", "Ellis", "Fisher", "Gray", "Hill", "Irving", "Jones",
    "Keller", "Lane", "Miller", "Nash", "Owens", "Price", "Quinn", "Reed", "Stone", "Turner",
    "Vance", "Walker", "Young", "Zimmer"
  };
  private static final String[] PLACES = {
    "Albany, NY", "Austin, TX", "Bakersfield, CA", "Boise, ID", "Boston, MA", "Chicago, IL",
    "Denver, CO", "Detroit, MI", "Eugene, OR", "Fresno, CA", "Houston, TX", "Memphis, TN",
    "Miami, FL", "Newark, NJ", "Omaha, NE", "Phoenix, AZ", "Raleigh, NC", "Salem, OR",
    "Seattle, WA", "Tampa, FL", "Tucson, AZ", "Tulsa, OK"
  };
  private static final String[] AGENTS = {
    "Mozilla/5.0 (Windows NT 6.1; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/36.0 Safari/537.36",
    "Mozilla/5.0 (Windows NT 6.3; WOW64; rv:31.0) Gecko/20100101 Firefox/31.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_9_4) AppleWebKit/537.78 (KHTML, like Gecko) Version/7.0 Safari/537.78",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 7_1_2 like Mac OS X) AppleWebKit/537.51 (KHTML, like Gecko) Version/7.0 Mobile/11D257 Safari/9537.53",
    "Mozilla/5.0 (iPad; CPU OS 7_1_2 like Mac OS X) AppleWebKit/537.51 (KHTML, like Gecko) Version/7.0 Mobile/11D257 Safari/9537.53",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/37.0 Safari/537.36"
  };

  static Person draw(int number, long registrationMs, Dice dice) {
    boolean woman = dice.chance(0.5);
    String profile =
        ",\"location\":\"%s\",\"userAgent\":\"%s\",\"lastName\":\"%s\",\"firstName\":\"%s\",\"registration\":%d,\"gender\":\"%s\""
            .formatted(
                dice.oneOf(PLACES),
                dice.oneOf(AGENTS),
                dice.oneOf(LAST),
                dice.oneOf(woman ? WOMEN : MEN),
                registrationMs,
                woman ? "F" : "M");
    return new Person(Json.bytes(",\"userId\":\"" + (number + 1) + "\""), Json.bytes(profile));
  }
}
