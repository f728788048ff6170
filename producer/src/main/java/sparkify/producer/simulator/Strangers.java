package sparkify.producer.simulator;

/**
 * The clients of the web server that are no users: crawlers and scanners, from dice of their own.
 * Their numbers follow those of the users, their events are numbers of requests, and there are more
 * of them the more users there are.
 */
final class Strangers {
  private final int users;
  private final Crawlers crawlers;
  private final Scanners scanners;

  Strangers(long seed, int users) {
    this.users = users;
    this.crawlers = new Crawlers(seed, users);
    this.scanners = new Scanners(seed, users);
  }

  /** What they ask for on a day. */
  Events visit(int day) {
    Events requests = new Events();
    crawlers.visit(day, users, requests);
    scanners.visit(day, users + Crawlers.COUNT, requests);
    return requests;
  }

  /** The beginning of a line, up to its time. */
  byte[] host(int number) {
    int stranger = number - users;
    return stranger < Crawlers.COUNT
        ? Crawlers.HOSTS[stranger]
        : Scanners.HOSTS[stranger - Crawlers.COUNT];
  }

  /** The end of a line, from its time on. */
  byte[] request(int number, long event) {
    return number - users < Crawlers.COUNT
        ? Crawlers.REQUESTS[(int) event]
        : Scanners.REQUESTS[(int) event];
  }
}
