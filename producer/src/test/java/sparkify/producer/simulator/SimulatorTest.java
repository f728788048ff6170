package sparkify.producer.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static sparkify.producer.simulator.Simulations.START;
import static sparkify.producer.simulator.Simulations.everything;
import static sparkify.producer.simulator.Simulations.settings;
import static sparkify.producer.simulator.Simulations.sha256;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sparkify.common.config.Quirk;
import sparkify.common.config.SimulatorSettings;
import sparkify.producer.line.LineSource;

@Timeout(60)
class SimulatorTest {
  /** The SHA-256 of a reference run, which every change of the simulation changes. */
  private static final String REFERENCE =
      "803b5f8ee211718361d92c44e82320cc0639039b8960605e134e5cb92941c990";

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
  private static final List<Map<String, String>> EVENTS = events(service(250, 61, 1));

  @Test
  void theReferenceRunHasTheBytesThatIdentifyThisVersion() throws Exception {
    assertThat(sha256(new Simulator(everything(2)))).isEqualTo(REFERENCE);
  }

  @Test
  void anyNumberOfThreadsGivesTheSameBytes() throws Exception {
    assertThat(sha256(new Simulator(everything(1))))
        .isEqualTo(sha256(new Simulator(everything(7))));
  }

  @Test
  void anotherSeedGivesOtherBytes() throws Exception {
    assertThat(sha256(new Simulator(service(50, 20, 8))))
        .isNotEqualTo(sha256(new Simulator(service(50, 20, 7))));
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
  void aboutAFifthOfTheUsersCancelForGoodFromTheFirstWeekToTheLast() {
    Set<String> cancelled = new HashSet<>();
    Set<Long> weeks = new HashSet<>();
    for (Map<String, String> event : EVENTS) {
      assertThat(cancelled).doesNotContain(at(event, "userId"));
      if (at(event, "page").equals("Cancellation Confirmation")) {
        cancelled.add(at(event, "userId"));
        weeks.add((number(event, "ts") - START.toEpochMilli()) / (7 * DAY));
      }
    }
    assertThat(cancelled).hasSizeBetween(35, 75);
    assertThat(weeks).hasSize(9);
  }

  @Test
  void someRowsHaveNoUser() {
    double nobody = EVENTS.stream().filter(e -> at(e, "userId").isEmpty()).count();
    assertThat(nobody / EVENTS.size()).isBetween(0.015, 0.045);
  }

  @Test
  void usersSeeEveryPage() {
    List<Map<String, String>> events = events(settings(200, 30, 1, "growth", Set.of(), 2));
    assertThat(events.stream().map(e -> at(e, "page")).collect(Collectors.toSet()))
        .hasSize(Page.values().length);
  }

  @Test
  void runsFollowOneAnotherInTime() {
    List<Map<String, String>> events = events(settings(60, 10, 1, "steady", Set.of(Quirk.RUNS), 2));
    int jumps = 0;
    for (int i = 1; i < events.size(); i++) {
      jumps += number(events.get(i), "ts") < number(events.get(i - 1), "ts") ? 1 : 0;
    }
    assertThat(jumps).isEqualTo(2);
    assertThat(users(events)).hasSizeBetween(40, 60);
  }

  @Test
  void someUsersRegisterLateOnlyIfAsked() {
    assertThat(beforeRegistration(Set.of())).isZero();
    assertThat(beforeRegistration(Set.of(Quirk.LATE_REGISTRATIONS))).isBetween(1L, 2_000L);
  }

  @Test
  void namesAreEncodedTwiceOnlyIfAsked() {
    assertThat(EVENTS).anyMatch(e -> at(e, "artist").contains("é"));
    assertThat(EVENTS).noneMatch(e -> at(e, "artist").contains("Ã"));
    List<Map<String, String>> twice =
        events(settings(60, 10, 1, "steady", Set.of(Quirk.DOUBLE_ENCODING), 2));
    assertThat(twice).anyMatch(e -> at(e, "artist").contains("Ã©"));
    assertThat(twice).noneMatch(e -> at(e, "artist").contains("é"));
  }

  @Test
  void someEventsHaveNoPlaceOnlyIfAsked() {
    List<Map<String, String>> events =
        events(settings(60, 10, 1, "steady", Set.of(Quirk.MISSING_FIELDS), 2));
    assertThat(events)
        .filteredOn(e -> !at(e, "userId").isEmpty() && at(e, "location").isEmpty())
        .hasSizeBetween(1, events.size() / 100);
  }

  @Test
  void pagesFailOnTheDayOfAnOutage() {
    Map<Long, Long> errors =
        events(settings(300, 40, 1, "outage", Set.of(), 2)).stream()
            .filter(e -> at(e, "page").equals("Error"))
            .collect(Collectors.groupingBy(SimulatorTest::day, Collectors.counting()));
    assertThat(errors.get(30L)).isGreaterThan(20 * errors.getOrDefault(29L, 1L));
  }

  @Test
  void aNewClientWithAnUnknownFieldSpreads() {
    List<Map<String, String>> events = events(settings(100, 61, 1, "new-client", Set.of(), 2));
    assertThat(events).filteredOn(e -> day(e) < 20).noneMatch(e -> e.containsKey("client"));
    Set<String> agents =
        events.stream()
            .filter(e -> e.containsKey("client"))
            .map(e -> at(e, "userAgent"))
            .collect(Collectors.toSet());
    assertThat(agents).containsExactly(NewClient.AGENT);
    assertThat(users(events.stream().filter(e -> e.containsKey("client")).toList()))
        .hasSizeBetween(20, 90);
  }

  @Test
  void aGrowingServiceHasMoreUsersFromWeekToWeek() {
    List<Map<String, String>> events = events(settings(300, 56, 1, "growth", Set.of(), 2));
    assertThat(users(events.stream().filter(e -> day(e) >= 49).toList()).size())
        .isGreaterThan(3 * users(events.stream().filter(e -> day(e) < 7).toList()).size() / 2);
  }

  private static long beforeRegistration(Set<Quirk> quirks) {
    return events(settings(200, 10, 1, "steady", quirks, 2)).stream()
        .filter(e -> e.containsKey("registration"))
        .filter(e -> number(e, "registration") > number(e, "ts"))
        .count();
  }

  private static Set<String> users(List<Map<String, String>> events) {
    return events.stream()
        .map(e -> at(e, "userId"))
        .filter(id -> !id.isEmpty())
        .collect(Collectors.toSet());
  }

  private static long day(Map<String, String> event) {
    return (number(event, "ts") - START.toEpochMilli()) / DAY;
  }

  private static int width(Map<String, String> event) {
    if (at(event, "userId").isEmpty()) {
      return 9;
    }
    return at(event, "page").equals("NextSong") ? 18 : 15;
  }

  private static SimulatorSettings service(int users, int days, long seed) {
    return settings(users, days, seed, "steady", Set.of(), 2);
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
      parser.skipChildren();
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
