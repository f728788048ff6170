package sparkify.common.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sparkify.common.config.TimeBounds;
import sparkify.common.feed.Parsed;
import sparkify.common.feed.RowParser;
import sparkify.common.feed.Utf8Text;

class EventsTest {
  private static final long NOW = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
  private static final RowParser PARSER =
      Events.parser(new TimeBounds(Instant.parse("2000-01-01T00:00:00Z"), Duration.ofDays(1)));

  @Test
  void readsAllFieldsOfTheRealData() {
    Parsed parsed =
        parse(
            """
            {"ts":1538352117000,"userId":"30","sessionId":29,"page":"NextSong","auth":"Logged In",\
            "method":"PUT","status":200,"level":"paid","itemInSession":50,"location":"Bakersfield, CA",\
            "userAgent":"Mozilla/5.0","lastName":"Freeman","firstName":"Colin",\
            "registration":1538173362000,"gender":"M","artist":"Martha","song":"Rockpools","length":277.89016}""");
    assertThat(parsed)
        .isInstanceOfSatisfying(
            Parsed.Row.class,
            row -> {
              assertThat(row.time()).isEqualTo(1538352117000L);
              assertThat(row.extra()).isNull();
              assertThat(row.values())
                  .containsExactly(
                      1538352117000L,
                      Utf8Text.of("30"),
                      29L,
                      Utf8Text.of("NextSong"),
                      Utf8Text.of("Logged In"),
                      Utf8Text.of("PUT"),
                      200,
                      Utf8Text.of("paid"),
                      50,
                      Utf8Text.of("Bakersfield, CA"),
                      Utf8Text.of("Mozilla/5.0"),
                      Utf8Text.of("Freeman"),
                      Utf8Text.of("Colin"),
                      1538173362000L,
                      Utf8Text.of("M"),
                      Utf8Text.of("Martha"),
                      Utf8Text.of("Rockpools"),
                      277.89016);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "0",
    "-1",
    "946684799999",
    "1767312000001",
    "253370764800000",
    "9223372036854775807",
    "-9223372036854775808",
  })
  void refusesImplausibleTimes(long ts) {
    assertThat(parse("{\"ts\":" + ts + "}"))
        .isInstanceOfSatisfying(
            Parsed.Rejected.class,
            rejected -> {
              assertThat(rejected.reason()).isEqualTo("ts-out-of-range");
              assertThat(rejected.detail()).contains("" + ts);
            });
  }

  @ParameterizedTest
  @CsvSource({"946684800000", "1538352117000", "1767225600000", "1767312000000"})
  void acceptsTimesHoweverLate(long ts) {
    assertThat(parse("{\"ts\":" + ts + "}"))
        .isInstanceOfSatisfying(Parsed.Row.class, row -> assertThat(row.time()).isEqualTo(ts));
  }

  @Test
  void canBeSerialized() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(PARSER);
    }
    try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      RowParser copy = (RowParser) in.readObject();
      byte[] value = "{\"ts\":1538352117000,\"userId\":\"30\"}".getBytes(StandardCharsets.UTF_8);
      assertThat(copy.parse(value, NOW))
          .usingRecursiveComparison()
          .isEqualTo(PARSER.parse(value, NOW));
    }
  }

  private static Parsed parse(String json) {
    return PARSER.parse(json.getBytes(StandardCharsets.UTF_8), NOW);
  }
}
