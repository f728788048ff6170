package sparkify.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Two months of a small service, as JSON lines in time order. Half of the users churn at some day;
 * they may be annoyed in the ten days before.
 */
final class ChurningUsers {
  private static final Instant START = Instant.parse("2018-10-01T00:00:00Z");
  private static final int DAYS = 61;
  private static final long DAY_MS = Duration.ofDays(1).toMillis();

  private final Random random = new Random(1);
  private final List<Line> lines = new ArrayList<>();

  private record Line(long ts, String json) {}

  /** For how many days before churning a user is annoyed. */
  private final int annoyedDays;

  private ChurningUsers(int annoyedDays) {
    this.annoyedDays = annoyedDays;
  }

  /** The events of {@code users} users, always the same. */
  static List<String> events(int users) {
    return new ChurningUsers(10).lives(users);
  }

  /** Events that do not reveal who is going to churn. */
  static List<String> unpredictable(int users) {
    return new ChurningUsers(0).lives(users);
  }

  private List<String> lives(int users) {
    for (int user = 0; user < users; user++) {
      live(user);
    }
    return lines.stream().sorted(Comparator.comparingLong(Line::ts)).map(Line::json).toList();
  }

  private void live(int user) {
    int end = user % 2 == 0 ? DAYS : 2 + random.nextInt(DAYS - 2);
    for (int day = 0; day < end; day++) {
      if (day == 0 || random.nextInt(3) > 0) {
        visit(user, day, end < DAYS && day >= end - annoyedDays);
      }
    }
    if (end < DAYS) {
      add(user, end, 0, "Cancellation Confirmation");
    }
  }

  private void visit(int user, int day, boolean isAnnoyed) {
    for (int item = 0; item < 3; item++) {
      add(user, day, item, "NextSong");
    }
    add(user, day, 3, random.nextInt(isAnnoyed ? 2 : 20) == 0 ? "Thumbs Down" : "Home");
  }

  private void add(int user, int day, int item, String page) {
    long ts = START.toEpochMilli() + day * DAY_MS + item * 60_000L + user * 1_000L;
    String song =
        page.equals("NextSong")
            ? ",\"artist\":\"a\",\"song\":\"s%d\",\"length\":200.5".formatted(item)
            : "";
    lines.add(
        new Line(
            ts,
            "{\"ts\":%d,\"userId\":\"u%03d\",\"sessionId\":%d,\"itemInSession\":%d,\"page\":\"%s\",\"level\":\"free\"%s}"
                .formatted(ts, user, day, item, page, song)));
  }
}
