package sparkify.producer.trouble;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sparkify.common.OperatorError;
import sparkify.common.Sha256;
import sparkify.common.access.AccessLog;
import sparkify.common.config.Settings;
import sparkify.common.config.SettingsLoader;
import sparkify.common.event.Events;
import sparkify.common.feed.FeedKind;
import sparkify.common.feed.Parsed;
import sparkify.common.track.Tracks;
import sparkify.producer.line.FileInput;
import sparkify.producer.line.LineInput;
import sparkify.producer.line.LineSource;
import sparkify.producer.line.TextInput;
import sparkify.producer.simulator.SimulatedFeed;
import sparkify.producer.simulator.Simulator;

@Timeout(120)
class TroubledTest {
  private static final Path MODULE = Path.of(System.getProperty("basedir", ".")).toAbsolutePath();
  private static final Settings SETTINGS = settings(Map.of());
  private static final InstantSource NOW =
      InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));
  private static final String DELAYS = "duplicate=0.1,late=0.1:3h,out-of-order=0.1";
  private static final String CHANGES = "malformed=0.2,missing-field=0.1,wrong-type=0.2";

  private static final Map<String, Set<String>> REASONS =
      Map.ofEntries(
          entry("duplicate", Set.of("lands")),
          entry("late", Set.of("lands")),
          entry("out-of-order", Set.of("lands")),
          entry("malformed", Set.of("not-json", "no-host", "no-time", "no-request", "no-answer")),
          entry("missing-field", Set.of("missing-ts", "missing-track_name", "no-request")),
          entry("wrong-type", Set.of("wrong-type", "no-answer")),
          entry("unknown-field", Set.of("lands")),
          entry("future", Set.of("ts-out-of-range")),
          entry("huge", Set.of("lands")));

  @TempDir private Path folder;

  /** A line as it was sent. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Sent(long number, byte[] line) {}

  @ParameterizedTest
  @ValueSource(strings = {DELAYS, CHANGES + ",unknown-field=0.1,future=0.1,huge=0.0005"})
  void theSideFileIsRightForEachLineOfTheSample(String plan) throws IOException {
    requireAllRight(file("../data/sample.json.gz"), new Events(), plan);
  }

  @ParameterizedTest
  @ValueSource(strings = {DELAYS, CHANGES + ",unknown-field=0.1,future=0.1,huge=0.0005"})
  void theSideFileIsRightForEachRealEvent(String plan) throws IOException {
    requireAllRight(file("../../shared/data/sparkify-mini-10pct.json.gz"), new Events(), plan);
  }

  @ParameterizedTest
  @ValueSource(strings = {DELAYS, CHANGES + ",future=0.1,huge=0.001"})
  void theSideFileIsRightForEachLineOfALog(String plan) throws IOException {
    Settings settings = settings(Map.of("simulator.users", "60", "simulator.days", "20"));
    Simulator log = new Simulator(settings.simulator(), SimulatedFeed.ACCESS);
    requireAllRight(log, new AccessLog(), plan);
  }

  @Test
  void theSideFileIsRightForEachLineOfARealLog() throws IOException {
    LineInput log = file("../../shared/data/nasa-access-20k.log.gz");
    requireAllRight(log, new AccessLog(), CHANGES + ",future=0.1,huge=0.001");
  }

  @Test
  void theSideFileIsRightForTracks() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      lines.add("{\"track_name\":\"T%d é\",\"artist_count\":%1$d,\"bpm\":1.2e2}".formatted(i));
    }
    String plan = "duplicate=0.1,out-of-order=0.1,unknown-field=0.1,huge=0.005," + CHANGES;
    requireAllRight(new TextInput(lines), new Tracks(), plan);
  }

  private void requireAllRight(LineInput input, FeedKind feed, String text) throws IOException {
    TroublePlan plan = TroublePlan.parse(text, 11);
    Troubled troubled = troubled(input, feed, plan);
    Map<Long, byte[]> original = new HashMap<>();
    sent(input).forEach(line -> original.put(line.number(), line.line()));
    Map<Long, Integer> times = new HashMap<>();
    Map<Long, Entry> entries = new HashMap<>();
    List<Sent> sent = sent(troubled);
    Entry.all(troubled.sideFile())
        .forEach(entry -> assertThat(entries.put(entry.line(), entry)).isNull());
    for (Sent line : sent) {
      byte[] before = original.getOrDefault(line.number(), new byte[0]);
      TroublePlan.Part part = reason(before, feed) == null ? plan.of(line.number()) : null;
      Entry entry = entries.get(line.number());
      assertThat(entry == null ? "" : entry.kind())
          .as(() -> line.number() + ": " + new String(line.line(), StandardCharsets.UTF_8))
          .isEqualTo(part == null ? "" : part.kind().term());
      if (entry != null) {
        requireRight(entry, line.line(), feed);
      }
      if (part == null || part.kind().isDelivery()) {
        assertThat(Arrays.equals(line.line(), before)).isTrue();
      }
      times.merge(line.number(), 1, Integer::sum);
    }
    assertThat(times.keySet()).isEqualTo(original.keySet());
    times.forEach(
        (number, count) -> assertThat(count).isEqualTo(isTwice(entries.get(number)) ? 2 : 1));
    assertThat(entries.values().stream().map(Entry::kind).distinct()).hasSameSizeAs(plan.parts());
  }

  private static boolean isTwice(@Nullable Entry entry) {
    return entry != null && entry.kind().equals("duplicate");
  }

  private static @Nullable String reason(byte[] line, FeedKind feed) {
    Parsed parsed = feed.parser(SETTINGS).parse(line, NOW.millis());
    return parsed instanceof Parsed.Rejected rejected ? rejected.reason() : null;
  }

  private static void requireRight(Entry entry, byte[] line, FeedKind feed) {
    String reason = reason(line, feed);
    assertThat(entry.reason())
        .as(() -> entry + " " + new String(line, StandardCharsets.UTF_8))
        .isEqualTo(reason);
    assertThat(REASONS.get(entry.kind())).contains(reason == null ? "lands" : reason);
    assertThat(entry.sha256()).isEqualTo(new Sha256().add(line).hex());
    assertThat(entry.bytes()).isEqualTo(line.length);
    if (entry.kind().equals("huge")) {
      assertThat(line).hasSize(900_000);
    }
  }

  @Test
  void theSameSeedSendsTheSameBytes() throws IOException {
    LineInput input = file("../data/sample.json.gz");
    TroublePlan plan = TroublePlan.parse(DELAYS + "," + CHANGES, 5);
    List<Sent> first = sent(troubled(input, new Events(), plan));
    List<Sent> second = sent(troubled(input, new Events(), plan));
    assertThat(first)
        .extracting(Sent::number)
        .isEqualTo(second.stream().map(Sent::number).toList());
    for (int i = 0; i < first.size(); i++) {
      assertThat(Arrays.equals(first.get(i).line(), second.get(i).line())).isTrue();
    }
  }

  @Test
  void lateLinesFollowTheLineThatIsLateEnough() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int minute = 0; minute < 600; minute++) {
      lines.add("{\"ts\":%d}".formatted(1_538_352_000_000L + minute * 60_000L));
    }
    Troubled troubled =
        troubled(new TextInput(lines), new Events(), TroublePlan.parse("late=0.05:30m", 1));
    List<Long> numbers = sent(troubled).stream().map(Sent::number).toList();
    List<Entry> entries = Entry.all(troubled.sideFile());
    assertThat(entries).hasSizeBetween(15, 45);
    Set<Long> late = entries.stream().map(Entry::line).collect(Collectors.toSet());
    for (Entry entry : entries) {
      long due = Math.min(600, entry.line() + 30);
      List<Long> before = numbers.subList(0, numbers.indexOf(entry.line()));
      assertThat(before.stream().filter(number -> !late.contains(number)))
          .allMatch(number -> number <= due)
          .hasSize((int) (due - late.stream().filter(number -> number <= due).count()));
      assertThat(entry.change())
          .isEqualTo(
              "held back by 30m "
                  + (entry.line() + 30 > 600
                      ? "to the end of the input"
                      : "until after line " + due));
    }
  }

  @Test
  void outOfOrderLinesAreNoFurtherThanAHundredLinesAway() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      lines.add("{\"ts\":%d}".formatted(1_538_352_000_000L + i));
    }
    Troubled troubled =
        troubled(new TextInput(lines), new Events(), TroublePlan.parse("out-of-order=0.2", 1));
    List<Long> numbers = sent(troubled).stream().map(Sent::number).toList();
    Set<Long> held = new HashSet<>();
    Entry.all(troubled.sideFile()).forEach(entry -> held.add(entry.line()));
    assertThat(numbers.stream().filter(number -> !held.contains(number))).isSorted();
    long before = 0;
    for (long number : numbers) {
      if (held.contains(number) && before < 5_000) {
        assertThat(before - number).isBetween(-1L, 100L);
      }
      before = held.contains(number) ? before : number;
    }
  }

  @Test
  void linesThatWouldNotLandAreLeftAlone() throws IOException {
    TextInput input =
        TextInput.of("not json", "", "{\"ts\":1}", "~", "[]", "{\"ts\":1538352000000}");
    Troubled troubled = troubled(input, new Events(), TroublePlan.parse("malformed=1", 1));
    try (LineSource source = troubled.open()) {
      assertThat(source.next()).asString().isEqualTo("not json");
      assertThat(source.next()).asString().isEqualTo("{\"ts\":1}");
      assertThat(source.lineNumber()).isEqualTo(3);
      assertThat(source.next()).isEmpty();
      assertThat(source.tooLong()).isEqualTo(99);
      assertThat(source.next()).asString().isEqualTo("[]");
      assertThat(source.tooLong()).isZero();
      assertThat(source.next()).hasSizeLessThan(20);
      assertThat(source.next()).isNull();
      assertThat(source.next()).isNull();
      assertThat(source.blankLines()).isEqualTo(1);
    }
    assertThat(Entry.all(troubled.sideFile())).extracting(Entry::line).containsExactly(6L);
  }

  @ParameterizedTest
  @CsvSource({"access, unknown-field", "tracks, late", "tracks, future"})
  void refusesKindsThatAFeedCannotHave(String feed, String kind) {
    FeedKind of = feed.equals("access") ? new AccessLog() : new Tracks();
    TroublePlan plan = TroublePlan.parse(kind + "=0.1", 1);
    assertThatThrownBy(() -> troubled(TextInput.of("x"), of, plan))
        .isInstanceOf(OperatorError.class)
        .hasMessageStartingWith("Cannot inject %s: records of the feed %s".formatted(kind, feed))
        .hasMessageContaining("they can have duplicate, ");
  }

  @Test
  void heldLinesGoWhenThereIsNoRoom() {
    HeldLines held = new HeldLines(1_000);
    TroublePlan.Part part = TroublePlan.parse("late=1", 1).parts().get(0);
    for (int i = 0; i < 5; i++) {
      held.hold(new HeldLines.Held(new byte[200], i, part, 100 - i));
    }
    assertThat(held.surplus()).extracting(HeldLines.Held::number).containsExactly(4L, 3L);
    assertThat(held.due(98)).extracting(HeldLines.Held::number).containsExactly(2L);
    assertThat(held.rest()).extracting(HeldLines.Held::number).containsExactly(0L, 1L);
    assertThat(held.surplus()).isEmpty();
  }

  private Troubled troubled(LineInput input, FeedKind feed, TroublePlan plan) {
    Settings settings = settings(Map.of("producer.side-directory", folder.toString()));
    return new Troubled(input, feed, plan, settings, NOW);
  }

  private static Settings settings(Map<String, String> more) {
    return SettingsLoader.load(null, more);
  }

  private static FileInput file(String name) {
    Path file = MODULE.resolve(name).normalize();
    assumeTrue(Files.isReadable(file), "skipped: cannot read " + file);
    return new FileInput(file, 1 << 20);
  }

  private static List<Sent> sent(LineInput input) throws IOException {
    List<Sent> all = new ArrayList<>();
    try (LineSource source = input.open()) {
      for (byte[] line = source.next(); line != null; line = source.next()) {
        all.add(new Sent(source.lineNumber(), line));
      }
    }
    return all;
  }
}
