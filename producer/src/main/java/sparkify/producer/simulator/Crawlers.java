package sparkify.producer.simulator;

import sparkify.producer.simulator.life.Dice;
import sparkify.producer.simulator.life.Dice.Stream;

/**
 * Crawlers of search engines, which say what they are: each has an address in 192.0.2.0/24, reads
 * {@code /robots.txt} first every day, and then public pages at a steady pace.
 */
final class Crawlers {
  private static final int DAY_SECONDS = 86_400;
  private static final double REQUESTS_PER_USER = 0.35;
  private static final String[] AGENTS = {
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "Mozilla/5.0 (compatible; AhrefsBot/5.2; +http://ahrefs.com/robot/)",
    "Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)"
  };
  private static final double[] SHARES = {0.45, 0.25, 0.2, 0.1};
  private static final String[] PAGES = {
    "GET /robots.txt HTTP/1.1\" 200 112",
    "GET / HTTP/1.1\" 200 11408",
    "GET / HTTP/1.1\" 304 -",
    "GET /about HTTP/1.1\" 200 7204",
    "GET /about HTTP/1.1\" 304 -",
    "GET /help HTTP/1.1\" 200 9511",
    "GET /register HTTP/1.1\" 200 5398",
    "GET /sitemap.xml HTTP/1.1\" 200 23120",
    "GET /artists?page=2 HTTP/1.1\" 200 14630",
    "GET /artists?page=3 HTTP/1.1\" 200 14202",
    "GET /blog/welcome HTTP/1.1\" 404 1903"
  };

  static final int COUNT = AGENTS.length;
  static final byte[][] HOSTS = new byte[COUNT][];
  static final byte[][] REQUESTS = new byte[COUNT * PAGES.length][];

  static {
    for (int crawler = 0; crawler < COUNT; crawler++) {
      HOSTS[crawler] = Addresses.begin("192.0.2." + (10 + crawler));
      for (int page = 0; page < PAGES.length; page++) {
        REQUESTS[crawler * PAGES.length + page] =
            Json.bytes("] \"%s \"-\" \"%s\"".formatted(PAGES[page], AGENTS[crawler]));
      }
    }
  }

  private final long seed;
  private final double requestsPerDay;

  Crawlers(long seed, int users) {
    this.seed = seed;
    this.requestsPerDay = REQUESTS_PER_USER * users;
  }

  /** Adds their requests of a day; the number of the first crawler is {@code first}. */
  void visit(int day, int first, Events to) {
    Dice dice = Dice.of(seed, Stream.CRAWLERS, day);
    for (int crawler = 0; crawler < COUNT; crawler++) {
      int requests = dice.poisson(requestsPerDay * SHARES[crawler]);
      for (int i = 0; i < requests; i++) {
        int second = (int) ((i + dice.between(0, 1)) * DAY_SECONDS / requests);
        int page = i == 0 ? 0 : 1 + dice.below(PAGES.length - 1);
        to.add(day * DAY_SECONDS + second, first + crawler, crawler * PAGES.length + page);
      }
    }
  }
}
