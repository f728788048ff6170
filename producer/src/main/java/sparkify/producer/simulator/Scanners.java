package sparkify.producer.simulator;

import sparkify.producer.simulator.life.Dice;
import sparkify.producer.simulator.life.Dice.Stream;

/**
 * Scanners, which try what other servers are known to be weak at: each in a burst of requests from
 * an address in 198.51.100.0/24 or 203.0.113.0/24. Some requests are none; and some bursts end with
 * one so long that the log cuts it before its status: the only lines that are meant to be rejected.
 */
final class Scanners {
  private static final int DAY_SECONDS = 86_400;
  private static final double BURSTS_PER_USER = 0.01;
  private static final int FEWEST_REQUESTS = 5;
  private static final int MORE_REQUESTS = 20;
  private static final double NO_REQUEST = 0.06;
  private static final double ENDS_CUT = 0.2;
  private static final int CUT_BYTES = 950;
  private static final String[] AGENTS = {
    "-",
    "python-requests/2.18.4",
    "Mozilla/5.0 zgrab/0.x",
    "masscan/1.0 (https://github.com/robertdavidgraham/masscan)",
    "Mozilla/5.00 (Nikto/2.1.6) (Evasions:None) (Test:000003)",
    "sqlmap/1.2.9#stable (http://sqlmap.org)",
    "() { :; }; echo \\\"probe\\\""
  };
  private static final String[] PROBES = {
    "GET /wp-login.php HTTP/1.1\" 404 1903",
    "POST /wp-login.php HTTP/1.1\" 404 1903",
    "POST /xmlrpc.php HTTP/1.1\" 404 1903",
    "GET /.env HTTP/1.1\" 403 571",
    "GET /.git/config HTTP/1.1\" 403 571",
    "GET /phpmyadmin/index.php?lang=en HTTP/1.1\" 404 1903",
    "GET /manager/html HTTP/1.1\" 404 1903",
    "GET /cgi-bin/test.cgi HTTP/1.0\" 404 1903",
    "GET /admin/config.php HTTP/1.1\" 404 1903",
    "GET /index.php?id=1'%20OR%20'1'='1 HTTP/1.1\" 404 1903",
    "HEAD /backup.zip HTTP/1.1\" 404 -",
    "GET /server-status HTTP/1.1\" 403 571"
  };
  // The first bytes of TLS and of remote desktops, and a connection on which nothing came.
  private static final String[] NO_REQUESTS = {
    "\\x16\\x03\\x01\\x02\\x00\\x01\\x00\\x01\\xFC\\x03\\x03\" 400 302",
    "\\x03\\x00\\x00/*\\xE0\\x00\\x00\\x00\\x00\\x00Cookie: mstshash=Administr\" 400 302",
    "-\" 408 -"
  };
  private static final int FIRST_NO_REQUEST = AGENTS.length * PROBES.length;
  private static final int CUT = FIRST_NO_REQUEST + NO_REQUESTS.length;

  static final byte[][] HOSTS = new byte[2 * 254][];
  static final byte[][] REQUESTS = new byte[CUT + 1][];

  static {
    for (int host = 0; host < HOSTS.length; host++) {
      String network = host % 2 == 0 ? "198.51.100." : "203.0.113.";
      HOSTS[host] = Addresses.begin(network + (1 + host / 2));
    }
    for (int request = 0; request < FIRST_NO_REQUEST; request++) {
      String agent = AGENTS[request / PROBES.length];
      REQUESTS[request] = request(PROBES[request % PROBES.length], agent);
    }
    for (int i = 0; i < NO_REQUESTS.length; i++) {
      REQUESTS[FIRST_NO_REQUEST + i] = request(NO_REQUESTS[i], "-");
    }
    REQUESTS[CUT] = Json.bytes("] \"GET /" + "A".repeat(CUT_BYTES));
  }

  private final long seed;
  private final double burstsPerDay;

  Scanners(long seed, int users) {
    this.seed = seed;
    this.burstsPerDay = BURSTS_PER_USER * users;
  }

  /** Adds their requests of a day; the number of the first scanner is {@code first}. */
  void visit(int day, int first, Events to) {
    Dice dice = Dice.of(seed, Stream.SCANNERS, day);
    for (int bursts = dice.poisson(burstsPerDay); bursts > 0; bursts--) {
      scan(day * DAY_SECONDS, first + dice.below(HOSTS.length), dice, to);
    }
  }

  private static void scan(int dayBegin, int scanner, Dice dice, Events to) {
    int agent = dice.below(AGENTS.length);
    int requests = FEWEST_REQUESTS + dice.below(MORE_REQUESTS);
    int second = dice.below(DAY_SECONDS - 3 * requests); // It ends before the day does.
    for (int i = 0; i < requests; i++) {
      int request =
          dice.chance(NO_REQUEST)
              ? FIRST_NO_REQUEST + dice.below(NO_REQUESTS.length)
              : agent * PROBES.length + dice.below(PROBES.length);
      to.add(dayBegin + second, scanner, request);
      second += dice.below(3);
    }
    if (dice.chance(ENDS_CUT)) {
      to.add(dayBegin + second, scanner, CUT);
    }
  }

  private static byte[] request(String request, String agent) {
    return Json.bytes("] \"%s \"-\" \"%s\"".formatted(request, agent));
  }
}
