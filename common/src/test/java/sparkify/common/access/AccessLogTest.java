package sparkify.common.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sparkify.common.config.SettingsLoader;
import sparkify.common.feed.LineClock;
import sparkify.common.feed.Parsed;
import sparkify.common.feed.RowParser;
import sparkify.common.feed.Utf8Text;

class AccessLogTest {
  private static final AccessLog FEED = new AccessLog();
  private static final RowParser PARSER = FEED.parser(SettingsLoader.load(null, Map.of()));
  private static final long NOW = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
  private static final String BEGIN = "h - - [01/Aug/1995:00:00:01 -0400] ";

  @Test
  void takesACommonLineApart() {
    Parsed.Row row =
        row("1.2.3.4 id frank [01/Aug/1995:00:00:01 -0400] \"GET /a/b?x=1&y HTTP/1.0\" 200 1839");
    assertThat(columns(row))
        .isEqualTo(
            "host=1.2.3.4 ident=id user=frank ts=807249601000 ts_offset_minutes=-240 method=GET"
                + " path=/a/b query=x=1&y protocol=HTTP/1.0 status=200 bytes=1839 referer=null"
                + " user_agent=null");
    assertThat(row.time()).isEqualTo(Instant.parse("1995-08-01T04:00:01Z").toEpochMilli());
    assertThat(row.extra()).isNull();
  }

  @Test
  void takesACombinedLineApart() {
    Parsed.Row row =
        row(
            "2001:db8::7 - - [29/Feb/2024:23:59:60 +0530] \"POST / HTTP/1.1\" 304 - \"http://a/?q=\\\"b\\\"\" \"Moz \\\"5\\\" (x)\"");
    assertThat(columns(row))
        .isEqualTo(
            "host=2001:db8::7 ident=null user=null ts=1709231400000 ts_offset_minutes=330"
                + " method=POST path=/ query=null protocol=HTTP/1.1 status=304 bytes=null"
                + " referer=http://a/?q=\\\"b\\\" user_agent=Moz \\\"5\\\" (x)");
    assertThat(value(row(BEGIN + "\"GET / HTTP/1.0\" 200 5 \"-\" \"-\""), "user_agent")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "GET /old.html | GET | /old.html | | ",
        "GET /a.txt   HTTP/1.0 | GET | /a.txt | | HTTP/1.0",
        "GET /a b c.txt HTTP/1.0 | GET | /a b c.txt | | HTTP/1.0",
        "GET /say\"hi\" HTTP/1.0 | GET | /say\"hi\" | | HTTP/1.0",
        "GET /say\\\"hi\\\" HTTP/1.0 | GET | /say\\\"hi\\\" | | HTTP/1.0",
        "GET /x\" 200 5 y HTTP/1.0 | GET | /x\" 200 5 y | | HTTP/1.0",
        "GET ?only HTTP/1.1 | GET | | only | HTTP/1.1",
        "GET /? HTTP/1.1 | GET | / | ~~ | HTTP/1.1",
        "- | | | | ",
        "~~ | | | | ",
        "\\x16\\x03\\x01 | | \\x16\\x03\\x01 | | ",
        "quit now | | quit now | | ",
      })
  void takesWhateverRequestClientsSend(
      String request,
      @Nullable String method,
      @Nullable String path,
      @Nullable String query,
      @Nullable String protocol) {
    for (String client : List.of("", " \"-\" \"agent with \"quotes\" in it\"")) {
      Parsed.Row row = row(BEGIN + "\"" + request + "\" 404 12" + client);
      assertThat(value(row, "method")).isEqualTo(method);
      assertThat(value(row, "path")).isEqualTo(path);
      assertThat(value(row, "query")).isEqualTo(query);
      assertThat(value(row, "protocol")).isEqualTo(protocol);
      assertThat(value(row, "status")).isEqualTo(404);
      assertThat(value(row, "bytes")).isEqualTo(12L);
      assertThat(value(row, "user_agent"))
          .isEqualTo(client.isEmpty() ? null : "agent with \"quotes\" in it");
    }
  }

  @Test
  void takesTextOfAnyEncoding() {
    String line = BEGIN + "\"GET /caf\u00e9 HTTP/1.0\" 200 1";
    assertThat(value(row(line.getBytes(StandardCharsets.UTF_8)), "path")).isEqualTo("/caf\u00e9");
    assertThat(value(row(line.getBytes(StandardCharsets.ISO_8859_1)), "path"))
        .isEqualTo("/caf\u00e9");
    assertThat(value(row("h x J. R. User [01/Aug/1995:00:00:01 +0000] \"GET /\" 200 1\r"), "user"))
        .isEqualTo("J. R. User");
  }

  @ParameterizedTest
  @CsvSource({
    "no-host, x",
    "no-host, '\u00b7- - [01/Aug/1995:00:00:01 -0400]'",
    "no-time, h - - 01/Aug/1995:00:00:01 -0400 x",
    "no-time, 'h [01/Aug/1995:00:00:01 -0400] x'",
    "bad-time, 'h - - [31/Feb/1995:00:00:01 -0400] \"GET /\" 200 1'",
    "bad-time, 'h - - [01/Aux/1995:00:00:01 -0400] \"GET /\" 200 1'",
    "bad-time, 'h - - [01/Aug/1995:24:00:01 -0400] \"GET /\" 200 1'",
    "bad-time, 'h - - [01/Aug/1995:00:00:01 -1960] \"GET /\" 200 1'",
    "no-request, 'h - - [01/Aug/1995:00:00:01 -0400] GET / 200 1'",
    "no-request, 'h - - [01/Aug/1995:00:00:01 -0400]'",
    "no-answer, 'h - - [01/Aug/1995:00:00:01 -0400] \"GET /'",
    "no-answer, 'h - - [01/Aug/1995:00:00:01 -0400] \"GET /\"'",
    "no-answer, 'h - - [01/Aug/1995:00:00:01 -0400] \"GET /\" 20 1'",
    "no-answer, 'h - - [01/Aug/1995:00:00:01 -0400] \"GET /\" 200 x'",
    "no-answer, 'h - - [01/Aug/1995:00:00:01 -0400] \"GET /\" 200 1 more'",
    "no-answer, 'h - - [01/Aug/1995:00:00:01 -0400] \"GET /\" 200 1 \"-\"'",
    "no-answer, 'h - - [01/Aug/1995:00:00:01 -0400] \"GET /\" 200 1 \"-\" \"cut'",
    "no-answer, 'h - - [01/Aug/1995:00:00:01 -0400] \"GET /\" 200 9999999999999999999'",
    "ts-out-of-range, 'h - - [01/Aug/1985:00:00:01 -0400] \"GET /\" 200 1'",
    "ts-out-of-range, 'h - - [01/Aug/2085:00:00:01 -0400] \"GET /\" 200 1'",
  })
  void saysWhyALineIsRefused(String reason, String line) {
    assertThat(rejected(line.replace("\u00b7", " ")).reason()).isEqualTo(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET /a?b HTTP/1.0\" 200 12 \"r\" \"agent\"", "x\" 200 12"})
  void everyBeginningOfALineIsTakenOrRefused(String end) {
    String line = BEGIN + "\"" + end;
    for (int length = 1; length < line.length(); length++) {
      Parsed parsed = parse(line.substring(0, length));
      assertThat(parsed instanceof Parsed.Row)
          .isEqualTo(line.substring(0, length).matches(".* 200 12?"));
    }
  }

  @Test
  void linesOfAMegabyteAreTakenOrRefusedInGoodTime() {
    String path = "/" + "x".repeat(1 << 20);
    assertThat(value(row(BEGIN + "\"GET " + path + " HTTP/1.0\" 200 1"), "path")).isEqualTo(path);
    for (String part : List.of("\"", "\" 200 1 \"", "[", " ", "\\")) {
      String wild = BEGIN + "\"GET " + part.repeat((1 << 20) / part.length());
      assertThat(rejected(wild).reason()).isEqualTo("no-answer");
    }
    assertThat(rejected("h " + " [".repeat(1 << 19)).reason()).isEqualTo("no-time");
  }

  @Test
  void theKeyIsTheHost() {
    assertThat(key("h.example - -")).isEqualTo("h.example");
    assertThat(key("nothing-else")).isNull();
    assertThat(key(" - -")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "01/Aug/1995:00:00:01 -0400, 02/Aug/1995:01:00:01 -0400",
    "31/Dec/2023:23:30:00 +0530, 02/Jan/2024:00:30:00 +0530",
    "28/Feb/2024:12:00:60 +0000, 29/Feb/2024:13:01:00 +0000",
  })
  void aLineMovesByTheClockOfItsZone(String time, String later) {
    byte[] line = "h x J. R. [%s] \"GET /[%1$s] HTTP/1.0\" 200 1".formatted(time).getBytes(UTF_8);
    LineClock clock = FEED.clock().orElseThrow();
    byte[] moved = clock.moved(line, Duration.ofHours(25));
    assertThat(new String(moved, UTF_8))
        .isEqualTo("h x J. R. [%s] \"GET /[%s] HTTP/1.0\" 200 1".formatted(later, time));
    assertThat(clock.millis(line)).hasValue(row(line).time());
    assertThat(clock.millis(moved)).hasValue(row(line).time() + 25 * 3_600_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "h - - x",
        "h - [01/Aug/1995:00:00:01 -0400] - [01/Aug/1995:00:00:01 -0400] \"GET /\" 200 1",
        "h - - [31/Feb/1995:00:00:01 -0400] \"GET /\" 200 1",
      })
  void aLineWithoutSuchATimeStays(String text) {
    byte[] line = text.getBytes(UTF_8);
    LineClock clock = FEED.clock().orElseThrow();
    assertThat(clock.millis(line)).isEmpty();
    assertThat(clock.moved(line, Duration.ofDays(1))).isSameAs(line);
  }

  @Test
  void aLineMovesNoFurtherThanFourDigitsOfAYear() {
    byte[] line = (BEGIN + "\"GET /\" 200 1").getBytes(UTF_8);
    assertThat(FEED.clock().orElseThrow().moved(line, Duration.ofDays(3_000_000))).isSameAs(line);
  }

  /** Facts of the sample were counted by other means. */
  @Test
  void readsTheLogOfASpaceCentre() throws Exception {
    Path sample = Path.of("../../shared/data/nasa-access-20k.log.gz");
    assumeThat(sample).as("a sample that is not part of this project").exists();
    Map<Object, Integer> statuses = new TreeMap<>();
    Set<Object> hosts = new HashSet<>();
    int withoutBytes = 0;
    int withoutProtocol = 0;
    for (byte[] line : lines(sample)) {
      Parsed.Row row = row(line);
      statuses.merge(value(row, "status"), 1, Integer::sum);
      hosts.add(value(row, "host"));
      withoutBytes += value(row, "bytes") == null ? 1 : 0;
      withoutProtocol += value(row, "protocol") == null ? 1 : 0;
    }
    assertThat(statuses).isEqualTo(Map.of(200, 18_083, 304, 1_485, 302, 244, 404, 187, 403, 1));
    assertThat(hosts).hasSize(1_656);
    assertThat(withoutBytes).isEqualTo(251);
    assertThat(withoutProtocol).isEqualTo(36);
  }

  private static List<byte[]> lines(Path file) throws Exception {
    List<byte[]> lines = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.ISO_8859_1))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line.getBytes(StandardCharsets.ISO_8859_1));
      }
    }
    return lines;
  }

  private static @Nullable String key(String line) {
    byte[] key = FEED.keys().key(line.getBytes(StandardCharsets.UTF_8));
    return key == null ? null : new String(key, StandardCharsets.UTF_8);
  }

  private static String columns(Parsed.Row row) {
    List<String> all = new ArrayList<>();
    AccessLog.SCHEMA.columns().forEach(c -> all.add(c.name() + "=" + value(row, c.name())));
    return String.join(" ", all);
  }

  private static @Nullable Object value(Parsed.Row row, String column) {
    Object value = row.values()[AccessLog.SCHEMA.indexOf(column)];
    return value instanceof Utf8Text text ? text.toString() : value;
  }

  private static Parsed parse(String line) {
    return PARSER.parse(line.getBytes(StandardCharsets.UTF_8), NOW);
  }

  private static Parsed.Row row(String line) {
    return row(line.getBytes(StandardCharsets.UTF_8));
  }

  private static Parsed.Row row(byte[] line) {
    Parsed parsed = PARSER.parse(line, NOW);
    assertThat(parsed)
        .as(new String(line, StandardCharsets.ISO_8859_1))
        .isInstanceOf(Parsed.Row.class);
    return (Parsed.Row) parsed;
  }

  private static Parsed.Rejected rejected(String line) {
    Parsed parsed = parse(line);
    assertThat(parsed).isInstanceOf(Parsed.Rejected.class);
    return (Parsed.Rejected) parsed;
  }
}
