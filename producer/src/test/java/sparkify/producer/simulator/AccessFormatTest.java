package sparkify.producer.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static sparkify.producer.simulator.Simulations.START;
import static sparkify.producer.simulator.Simulations.everything;
import static sparkify.producer.simulator.Simulations.lines;
import static sparkify.producer.simulator.Simulations.settings;
import static sparkify.producer.simulator.Simulations.sha256;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sparkify.common.catalogue.FeedCatalogue;
import sparkify.common.config.Quirk;
import sparkify.common.config.Settings;
import sparkify.common.config.SettingsLoader;
import sparkify.common.config.SimulatorSettings;
import sparkify.common.feed.FeedKind;
import sparkify.common.feed.Parsed;
import sparkify.common.feed.RowParser;

@Timeout(60)
class AccessFormatTest {
  /** The SHA-256 of a reference run, which every change of the simulation changes. */
  private static final String REFERENCE =
      "2f1c52c0618bf2a7d889694a662ebd3d53cfe5d9dc273632a8a3a62bd6893bc0";

  private static final Settings DEFAULTS = SettingsLoader.load(null, Map.of());
  private static final FeedKind FEED = FeedCatalogue.named("access");
  private static final RowParser PARSER = FEED.parser(DEFAULTS);
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final int DAYS = 21;
  private static final List<JsonNode> EVENTS = events(everything(2));
  private static final List<String> LINES = lines(access(everything(2)));
  private static final List<Entry> LOG = parsed(LINES);

  /** The columns of a request that are looked at. */
  private record Entry(
      String host, long ts, String method, String path, int status, long bytes, String agent) {
    boolean fromUser() {
      return host.startsWith("198.18.") || host.startsWith("198.19.");
    }

    boolean fromCrawler() {
      return host.startsWith("192.0.2.");
    }

    boolean fromScanner() {
      return host.startsWith("198.51.100.") || host.startsWith("203.0.113.");
    }

    long day() {
      return (ts - START.toEpochMilli()) / DAY;
    }
  }

  @Test
  void theReferenceRunHasTheBytesThatIdentifyThisVersion() throws Exception {
    assertThat(sha256(access(everything(2)))).isEqualTo(REFERENCE);
  }

  @Test
  void anyNumberOfThreadsGivesTheSameBytes() throws Exception {
    assertThat(sha256(access(everything(1)))).isEqualTo(sha256(access(everything(7))));
  }

  @Test
  void hasOneRequestForEachEventInOrder() {
    List<Entry> requests = LOG.stream().filter(Entry::fromUser).toList();
    assertThat(requests).hasSameSizeAs(EVENTS);
    for (int i = 0; i < EVENTS.size(); i++) {
      JsonNode event = EVENTS.get(i);
      Entry request = requests.get(i);
      assertThat(request.ts()).isEqualTo(event.get("ts").longValue());
      if (event.has("userAgent")) {
        assertThat(request.agent()).isEqualTo(event.get("userAgent").textValue());
      }
      if (!isError(event)) {
        assertThat(request.method()).isEqualTo(event.get("method").textValue());
        assertThat(request.status()).isEqualTo(event.get("status").intValue());
      }
    }
  }

  @Test
  void namesThePagesAndTheSizesOfSongs() {
    Map<String, Set<String>> paths = new HashMap<>();
    forEachPair(
        (event, request) -> {
          paths
              .computeIfAbsent(event.get("page").textValue(), p -> new HashSet<>())
              .add(request.path());
          if (event.has("length")) {
            double seconds = event.get("length").doubleValue();
            assertThat(request.bytes() / 16_000).isEqualTo((long) seconds);
          }
        });
    assertThat(paths.get("NextSong")).containsExactly("/next-song");
    assertThat(paths.get("Thumbs Up")).containsExactly("/thumbs-up");
    assertThat(paths.remove("Error")).hasSizeGreaterThan(5);
    assertThat(paths.values()).allMatch(ofPage -> ofPage.size() == 1).doesNotHaveDuplicates();
  }

  @Test
  void eachUserHasAnAddressOfTheirOwn() {
    Map<String, Set<String>> hosts = new HashMap<>();
    forEachPair(
        (event, request) -> {
          if (!isNobody(event)) {
            String user = event.get("userId").textValue();
            hosts.computeIfAbsent(user, u -> new HashSet<>()).add(request.host());
          }
        });
    assertThat(hosts).hasSizeGreaterThan(200);
    assertThat(hosts.values()).allMatch(ofUser -> ofUser.size() == 1).doesNotHaveDuplicates();
  }

  @Test
  void usersWhoAreLoggedOutKeepAddressAndAgent() {
    Map<String, Set<String>> clients = new HashMap<>();
    Set<String> registering = new HashSet<>();
    forEachPair(
        (event, request) -> {
          if (event.get("auth").textValue().equals("Guest")) {
            registering.add(session(event));
          } else if (!isNobody(event)) {
            clients.computeIfAbsent(session(event), s -> new HashSet<>()).add(client(request));
          }
        });
    List<String> checked = new ArrayList<>();
    forEachPair(
        (event, request) -> {
          if (isNobody(event) && !registering.contains(session(event))) {
            assertThat(clients.get(session(event))).contains(client(request));
            checked.add(session(event));
          }
        });
    assertThat(checked).hasSizeGreaterThan(500);
  }

  @Test
  void onlyRequestsThatWereCutAreRejected() {
    List<String> rejected =
        LINES.stream().filter(line -> parse(line) instanceof Parsed.Rejected).toList();
    assertThat(rejected)
        .hasSizeBetween(1, 2 * DAYS)
        .allMatch(line -> line.endsWith("AAAA"))
        .allMatch(line -> ((Parsed.Rejected) parse(line)).reason().equals("no-answer"));
  }

  @Test
  void crawlersAndScannersAreFew() {
    double crawled = LOG.stream().filter(Entry::fromCrawler).count();
    double scanned = LOG.stream().filter(Entry::fromScanner).count();
    assertThat(crawled / LOG.size()).isBetween(0.01, 0.03);
    assertThat(scanned / LOG.size()).isBetween(0.003, 0.02);
    assertThat(LOG).allMatch(e -> e.fromUser() || e.fromCrawler() || e.fromScanner());
  }

  @Test
  void crawlersSayWhatTheyAreAndReadTheirRulesFirst() {
    Map<String, String> first = new HashMap<>();
    for (Entry entry : LOG) {
      if (entry.fromCrawler()) {
        assertThat(entry.agent()).contains("compatible; ").contains("+http://");
        first.putIfAbsent(entry.host() + "/" + entry.day(), entry.path());
      }
    }
    assertThat(first).hasSizeGreaterThan(2 * DAYS);
    assertThat(first.values()).containsOnly("/robots.txt");
  }

  @Test
  void scannersAreRefused() {
    List<Entry> scanned = LOG.stream().filter(Entry::fromScanner).toList();
    assertThat(scanned).extracting(Entry::status).containsOnly(400, 403, 404, 408);
    assertThat(scanned).extracting(Entry::path).contains("/wp-login.php", "/.env", "/.git/config");
    assertThat(scanned).filteredOn(e -> e.method().isEmpty()).isNotEmpty();
  }

  @Test
  void pagesFailOnTheDayOfAnOutageAndAreMissingOnOthers() {
    Map<Boolean, List<Integer>> errors =
        parsed(lines(access(service("outage", Set.of())))).stream()
            .filter(e -> e.fromUser() && e.status() >= 400)
            .collect(
                Collectors.partitioningBy(
                    e -> e.day() == 30, Collectors.mapping(Entry::status, Collectors.toList())));
    assertThat(errors.get(true)).isNotEmpty().containsOnly(500);
    assertThat(errors.get(false)).containsOnly(404, 500);
    assertThat(errors.get(false))
        .filteredOn(status -> status == 500)
        .hasSizeLessThan(Objects.requireNonNull(errors.get(false)).size() / 5);
  }

  private static void forEachPair(BiConsumer<JsonNode, Entry> look) {
    List<Entry> requests = LOG.stream().filter(Entry::fromUser).toList();
    for (int i = 0; i < EVENTS.size(); i++) {
      look.accept(EVENTS.get(i), requests.get(i));
    }
  }

  private static boolean isNobody(JsonNode event) {
    return event.get("userId").textValue().isEmpty();
  }

  private static String session(JsonNode event) {
    return event.get("sessionId").asText();
  }

  private static String client(Entry request) {
    return request.host() + " " + request.agent();
  }

  private static boolean isError(JsonNode event) {
    return event.get("page").textValue().equals("Error");
  }

  private static SimulatorSettings service(String scenario, Set<Quirk> quirks) {
    return settings(200, 40, 1, scenario, quirks, 2);
  }

  private static Simulator access(SimulatorSettings service) {
    return new Simulator(service, SimulatedFeed.ACCESS);
  }

  private static List<JsonNode> events(SimulatorSettings service) {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> events = new ArrayList<>();
    for (String line : lines(new Simulator(service))) {
      try {
        events.add(json.readTree(line));
      } catch (IOException e) {
        throw new AssertionError("Not JSON: " + line, e);
      }
    }
    return events;
  }

  private static List<Entry> parsed(List<String> lines) {
    return lines.stream()
        .map(AccessFormatTest::parse)
        .filter(Parsed.Row.class::isInstance)
        .map(row -> entry((Parsed.Row) row))
        .toList();
  }

  private static Entry entry(Parsed.Row row) {
    return new Entry(
        text(row, "host"),
        row.time(),
        text(row, "method"),
        text(row, "path"),
        Integer.parseInt(text(row, "status")),
        text(row, "bytes").isEmpty() ? 0 : Long.parseLong(text(row, "bytes")),
        text(row, "user_agent"));
  }

  private static String text(Parsed.Row row, String column) {
    Object value = row.values()[FEED.schema().indexOf(column)];
    return value == null ? "" : value.toString();
  }

  private static Parsed parse(String line) {
    return PARSER.parse(line.getBytes(StandardCharsets.UTF_8), START.toEpochMilli() + 365 * DAY);
  }
}
