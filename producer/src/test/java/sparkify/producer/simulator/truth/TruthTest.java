package sparkify.producer.simulator.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static sparkify.producer.simulator.Simulations.lines;
import static sparkify.producer.simulator.Simulations.settings;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sparkify.common.config.Quirk;
import sparkify.common.config.SimulatorSettings;
import sparkify.producer.simulator.Simulator;

@Timeout(120)
class TruthTest {
  private static final Pattern LEAVING =
      Pattern.compile("\"ts\":(\\d+),\"userId\":\"(\\d+)\".*\"Cancellation Confirmation\"");
  private static final List<Map<String, String>> TRUTH =
      rows(service(3_000, "steady", Set.of(), 2));

  @Test
  void namesWhoCancelsOnWhichDayAsTheEventsDo() {
    for (Set<Quirk> quirks : List.of(Set.<Quirk>of(), Set.of(Quirk.RUNS, Quirk.ID_BLOCKS))) {
      SimulatorSettings service = service(400, "steady", quirks, 2);
      Set<String> inTruth = new HashSet<>();
      rows(service).stream()
          .filter(row -> at(row, "cancels").equals("true"))
          .forEach(row -> inTruth.add(row.get("userId") + " on " + at(row, "date")));
      Set<String> inEvents = new HashSet<>();
      for (String line : lines(new Simulator(service))) {
        Matcher leaving = LEAVING.matcher(line);
        if (leaving.find()) {
          Instant at = Instant.ofEpochMilli(Long.parseLong(leaving.group(1)));
          inEvents.add(leaving.group(2) + " on " + LocalDate.ofInstant(at, ZoneOffset.UTC));
        }
      }
      assertThat(inTruth).isEqualTo(inEvents).hasSizeGreaterThan(50);
    }
  }

  @Test
  void asManyUsersCancelAsTheHazardsSay() {
    double expected = 0;
    int cancelled = 0;
    for (Map<String, String> row : TRUTH) {
      if (!at(row, "cancels").isEmpty()) {
        expected += number(row, "hazard");
        cancelled += at(row, "cancels").equals("true") ? 1 : 0;
      }
    }
    assertThat((double) cancelled).isCloseTo(expected, within(4 * Math.sqrt(expected)));
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 14, 30})
  void asManyUsersCancelAfterACutoffAsTheProbabilitiesSay(int days) {
    Map<String, LocalDate> cancelled = cancellations();
    LocalDate end = LocalDate.parse("2018-12-01");
    double expected = 0;
    double variance = 0;
    int observed = 0;
    for (Map<String, String> row : TRUTH) {
      LocalDate cutoff = LocalDate.parse(at(row, "date"));
      if (!cutoff.equals(end.minusDays(35))) {
        continue;
      }
      double probability = number(row, "within_" + days);
      expected += probability;
      variance += probability * (1 - probability);
      LocalDate day = cancelled.getOrDefault(row.get("userId"), LocalDate.MAX);
      observed += day.isBefore(cutoff.plusDays(days)) ? 1 : 0;
    }
    assertThat(expected).isGreaterThan(30);
    assertThat((double) observed).isCloseTo(expected, within(4 * Math.sqrt(variance)));
  }

  @Test
  void probabilitiesGrowWithTheHorizonAndAreKnownWell() {
    List<Map<String, String>> cutoffs =
        TRUTH.stream().filter(row -> !at(row, "within_7").isEmpty()).toList();
    assertThat(cutoffs).hasSizeGreaterThan(9_000);
    assertThat(cutoffs)
        .allMatch(
            row ->
                number(row, "within_7") <= number(row, "within_14")
                    && number(row, "within_14") <= number(row, "within_30"));
    assertThat(
            cutoffs.stream()
                .mapToDouble(row -> number(row, "within_14_error"))
                .average()
                .orElseThrow())
        .isLessThan(0.005);
  }

  @ParameterizedTest
  @ValueSource(strings = {"adverts", "errors", "bad_songs", "finds", "friends"})
  void usersWhomACauseBothersMostCancelMoreOftenThanThoseItBothersLeast(String cause) {
    List<Map<String, String>> rows =
        TRUTH.stream()
            .filter(row -> !at(row, "cancels").isEmpty())
            .sorted((a, b) -> Double.compare(number(a, cause), number(b, cause)))
            .toList();
    int fifth = rows.size() / 5;
    assertThat(cancelling(rows.subList(0, fifth)))
        .isGreaterThan(13 * cancelling(rows.subList(rows.size() - fifth, rows.size())) / 10);
  }

  @Test
  void withoutASignalEveryoneIsAsLikelyToCancel() {
    assertThat(rows(service(100, "no-signal", Set.of(), 2)))
        .extracting(row -> at(row, "hazard"))
        .containsOnly("0.004500");
  }

  @ParameterizedTest
  @ValueSource(strings = {"price-rise", "outage"})
  void whatHappensToTheServiceRaisesTheHazardFromThenOn(String scenario) {
    List<Map<String, String>> steady = rows(service(1_000, "steady", Set.of(), 2));
    List<Map<String, String>> other = rows(service(1_000, scenario, Set.of(), 2));
    assertThat(meanHazard(other, 0, 29)).isEqualTo(meanHazard(steady, 0, 29));
    assertThat(meanHazard(other, 31, 40)).isGreaterThan(1.2 * meanHazard(steady, 31, 40));
  }

  @Test
  void anyNumberOfThreadsGivesTheSameLines() {
    assertThat(lines(new Truth(service(100, "steady", Set.of(), 3))))
        .isEqualTo(lines(new Truth(service(100, "steady", Set.of(), 1))));
  }

  private static double meanHazard(List<Map<String, String>> rows, int first, int last) {
    LocalDate from = LocalDate.parse("2018-10-01").plusDays(first);
    LocalDate to = LocalDate.parse("2018-10-01").plusDays(last);
    return rows.stream()
        .filter(row -> !LocalDate.parse(at(row, "date")).isBefore(from))
        .filter(row -> !LocalDate.parse(at(row, "date")).isAfter(to))
        .mapToDouble(row -> number(row, "hazard"))
        .average()
        .orElseThrow();
  }

  private static long cancelling(List<Map<String, String>> rows) {
    return rows.stream().filter(row -> at(row, "cancels").equals("true")).count();
  }

  private static Map<String, LocalDate> cancellations() {
    Map<String, LocalDate> days = new HashMap<>();
    TRUTH.stream()
        .filter(row -> at(row, "cancels").equals("true"))
        .forEach(row -> days.put(row.get("userId"), LocalDate.parse(at(row, "date"))));
    return days;
  }

  private static String at(Map<String, String> row, String column) {
    return Objects.requireNonNull(row.get(column), column);
  }

  private static double number(Map<String, String> row, String column) {
    return Double.parseDouble(at(row, column));
  }

  private static SimulatorSettings service(
      int users, String scenario, Set<Quirk> quirks, int threads) {
    return settings(users, 61, 1, scenario, quirks, threads);
  }

  private static List<Map<String, String>> rows(SimulatorSettings service) {
    List<String> lines = lines(new Truth(service));
    String[] columns = lines.get(0).split(",", -1);
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      Map<String, String> row = new HashMap<>();
      for (int i = 0; i < columns.length; i++) {
        row.put(columns[i], cells[i].intern());
      }
      rows.add(row);
    }
    return rows;
  }
}
