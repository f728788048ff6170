package sparkify.analytics;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Weeks of a web server's log, with a burst of errors and a silent day; the same each time. */
final class RequestLog {
  private static final int HOURS_PER_WEEK = 7 * 24;
  private static final Instant BEGIN = Instant.parse("2024-01-25T00:00:00Z");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final List<String> PATHS =
      List.of("/", "/songs", "/songs/%d?from=search", "/artists/%d", "/missing/%d");

  private RequestLog() {}

  static List<String> lines(int weeks) {
    Random random = new Random(1);
    int hours = weeks * HOURS_PER_WEEK;
    List<String> lines = new ArrayList<>();
    for (int hour = 0; hour < hours; hour++) {
      boolean isBurst = hour == hours - 30;
      int requests = hour / 24 == 10 ? 0 : 1 + hour % 24 / 6 + random.nextInt(2);
      for (int i = 0; i < requests * (isBurst ? 40 : 1); i++) {
        lines.add(line(hour, random, isBurst));
      }
    }
    return lines;
  }

  private static String line(int hour, Random random, boolean isBurst) {
    String path = PATHS.get(random.nextInt(PATHS.size())).formatted(random.nextInt(40));
    boolean isMissing = path.startsWith("/missing") || isBurst;
    String bytes = isMissing || random.nextInt(20) == 0 ? "-" : "" + random.nextInt(90_000);
    return "host%d.example - - [%s +0000] \"%s %s%s\" %d %s"
        .formatted(
            random.nextInt(60),
            TIME.format(BEGIN.plusSeconds(hour * 3_600L + random.nextInt(3_600))),
            random.nextInt(9) == 0 ? "HEAD" : "GET",
            path,
            random.nextInt(50) == 0 ? "" : " HTTP/1.1",
            isMissing ? (isBurst ? 503 : 404) : 200,
            bytes);
  }
}
