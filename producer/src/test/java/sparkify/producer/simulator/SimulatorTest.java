package sparkify.producer.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sparkify.common.config.SimulatorSettings;
import sparkify.producer.line.LineSource;

@Timeout(60)
class SimulatorTest {
  private static final Instant START = Instant.parse("2018-10-01T00:00:00Z");
  private static final long DAY = 86_400_000;
  private static final Set<String> FIELDS =
      Set.of(
          "ts",
          "userId",
          "sessionId",
          "page",
          "auth",
          "method",
          "status",
          "level",
          "itemInSession",
          "location",
          "userAgent",
          "lastName",
          "firstName",
          "registration",
          "gender",
          "artist",
          "song",
          "length");
  private static final List<Map<String, String>> EVENTS = events(service(500, 61, 1));

  @Test
  void sameSeedGivesTheSameBytesAndAnotherSeedDifferentOnes() throws Exception {
    assertThat(sha256(service(50, 20, 7))).isEqualTo(sha256(service(50, 20, 7)));
    assertThat(sha256(service(50, 20, 8))).isNotEqualTo(sha256(service(50, 20, 7)));
    assertThat(new Simulator(service(50, 20, 7)).sha256())
        .isEqualTo(new Simulator(service(50, 20, 7)).sha256())
        .isNotEqualTo(new Simulator(service(50, 20, 8)).sha256())
        .isNotEqualTo(new Simulator(service(51, 20, 7)).sha256());
  }

  @Test
  void writesTheFieldsOfTheRealData() {
    assertThat(EVENTS)
        .filteredOn(event -> !FIELDS.containsAll(event.keySet()) || event.size() != width(event))
        .isEmpty();
  }

  @Test
  void staysInTimeOrderAndWithinTheDays() {
    long last = START.toEpochMilli();
    for (Map<String, String> event : EVENTS) {
      long ts = number(event, "ts");
      assertThat(ts).isBetween(last, START.toEpochMilli() + 61 * DAY - 1);
      last = ts;
    }
  }

  @Test
  void countsItemsWithinASession() {
    Map<String, Long> next = new HashMap<>();
    for (Map<String, String> event : EVENTS) {
      if (!at(event, "userId").isEmpty()) {
        String session = at(event, "userId") + "/" + at(event, "sessionId");
        long item = number(event, "itemInSession");
        assertThat(item).isGreaterThanOrEqualTo(next.getOrDefault(session, 0L));
        next.put(session, item + 1);
      }
    }
  }

  @Test
  void sharesSessionIdsBetweenUsers() {
    Map<String, Set<String>> users = new HashMap<>();
    EVENTS.stream()
        .filter(e -> !at(e, "userId").isEmpty())
        .forEach(
            e ->
                users
                    .computeIfAbsent(at(e, "sessionId"), s -> new HashSet<>())
                    .add(at(e, "userId")));
    assertThat(users.values()).anyMatch(u -> u.size() > 1);
  }

  @Test
  void aFifthToAQuarterOfTheUsersCancelForGood() {
    Set<String> cancelled = new HashSet<>();
    Set<Long> weeks = new HashSet<>();
    for (Map<String, String> event : EVENTS) {
      assertThat(cancelled).doesNotContain(at(event, "userId"));
      if (at(event, "page").equals("Cancellation Confirmation")) {
        cancelled.add(at(event, "userId"));
        weeks.add((number(event, "ts") - START.toEpochMilli()) / (7 * DAY));
      }
    }
    assertThat(cancelled).hasSizeBetween(90, 135);
    assertThat(weeks).hasSizeGreaterThanOrEqualTo(6);
  }

  @Test
  void hasSomeRowsWithoutAUserAndEveryPage() {
    double nobody = EVENTS.stream().filter(e -> at(e, "userId").isEmpty()).count();
    assertThat(nobody / EVENTS.size()).isBetween(0.015, 0.045);
    assertThat(EVENTS.stream().map(e -> at(e, "page")).collect(Collectors.toSet()))
        .hasSize(Page.values().length);
  }

  @Test
  void leavingShowsInAUsersLastWeek() {
    Map<String, Long> left = new HashMap<>();
    Map<String, Long> came = new HashMap<>();
    for (Map<String, String> event : EVENTS) {
      came.putIfAbsent(at(event, "userId"), number(event, "ts"));
      if (at(event, "page").equals("Cancel")) {
        left.put(at(event, "userId"), number(event, "ts"));
      }
    }
    Map<String, Integer> before = new HashMap<>();
    Map<String, Integer> lastWeek = new HashMap<>();
    for (Map<String, String> event : EVENTS) {
      long end = left.getOrDefault(at(event, "userId"), Long.MAX_VALUE);
      if (end != Long.MAX_VALUE) {
        boolean late = number(event, "ts") > end - 7 * DAY;
        (late ? lastWeek : before).merge(at(event, "page"), 1, Integer::sum);
      }
    }
    double daysBefore =
        left.entrySet().stream()
            .mapToDouble(
                e -> Math.max(0, e.getValue() - 7 * DAY - came.getOrDefault(e.getKey(), 0L)))
            .sum();
    double songsBefore = of(before, "NextSong") / (daysBefore / DAY);
    double songsAfter = of(lastWeek, "NextSong") / (7.0 * left.size());
    assertThat(songsAfter).isLessThan(0.8 * songsBefore);
    for (String page : List.of("Thumbs Down", "Roll Advert", "Help", "Error")) {
      assertThat(of(lastWeek, page) / of(lastWeek, "NextSong"))
          .as(page)
          .isGreaterThan(1.2 * of(before, page) / of(before, "NextSong"));
    }
  }

  private static int width(Map<String, String> event) {
    if (at(event, "userId").isEmpty()) {
      return 9;
    }
    return at(event, "page").equals("NextSong") ? 18 : 15;
  }

  private static double of(Map<String, Integer> counts, String page) {
    return counts.getOrDefault(page, 0);
  }

  private static SimulatorSettings service(int users, int days, long seed) {
    return new SimulatorSettings(users, days, seed, START);
  }

  private static String sha256(SimulatorSettings service) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (LineSource lines = new Simulator(service).open()) {
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        digest.update(line);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static List<Map<String, String>> events(SimulatorSettings service) {
    List<Map<String, String>> events = new ArrayList<>();
    JsonFactory json = JsonFactory.builder().build();
    try (LineSource lines = new Simulator(service).open()) {
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        try (JsonParser parser = json.createParser(line)) {
          events.add(event(parser));
        }
      }
      return events;
    } catch (IOException e) {
      throw new AssertionError("Not JSON", e);
    }
  }

  private static Map<String, String> event(JsonParser parser) throws IOException {
    Map<String, String> event = new HashMap<>();
    assertThat(parser.nextToken() == JsonToken.START_OBJECT).isTrue();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      event.put(name, parser.getText().intern());
    }
    return event;
  }

  private static String at(Map<String, String> event, String field) {
    return event.getOrDefault(field, "");
  }

  private static long number(Map<String, String> event, String field) {
    return Long.parseLong(at(event, field));
  }
}
