package sparkify.common.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sparkify.common.event.Events;

class JsonRowParserTest {
  private static final RowParser PARSER = new JsonRowParser(Events.SCHEMA);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not json",
        "{",
        "{\"ts\":1",
        "{\"ts\":1,}",
        "{'ts':1}",
        "{ts:1}",
        "{\"ts\":01}",
        "   ",
        "{\"ts\":1} x",
        "{\"ts\":1}{\"ts\":1}",
        "{\"ts\":NaN}",
        "{\"ts\":1}\0",
        "{\"page\":\"a\tb\",\"ts\":1}",
        "{\"ts\":1,\"page\":\"\\x\"}",
        "{\"ts\":1}]",
      })
  void refusesInvalidJson(String text) {
    assertThat(reason(text)).isEqualTo("not-json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[{\"ts\":1}]", "1", "\"{}\"", "null", "true"})
  void refusesJsonThatIsNotAnObject(String text) {
    assertThat(reason(text)).isEqualTo("not-an-object");
  }

  @Test
  void refusesRecordsWithoutAValue() {
    assertThat(reason(PARSER.parse(null, 0))).isEqualTo("empty");
    assertThat(reason(PARSER.parse(new byte[0], 0))).isEqualTo("empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"page\":\"Home\"}", "{\"ts\":null}", "{\"TS\":1}"})
  void refusesARowWithoutItsTime(String text) {
    assertThat(reason(text)).isEqualTo("missing-ts");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"ts\":\"1\"}",
        "{\"ts\":1.5}",
        "{\"ts\":1e-3}",
        "{\"ts\":9223372036854775808}",
        "{\"ts\":9223372036854775808.0}",
        "{\"ts\":-1e19}",
        "{\"ts\":true}",
        "{\"ts\":{}}",
        "{\"ts\":[1]}",
        "{\"ts\":1,\"userId\":30.5}",
        "{\"ts\":1,\"userId\":1e19}",
        "{\"ts\":1,\"userId\":true}",
        "{\"ts\":1,\"page\":[]}",
        "{\"ts\":1,\"status\":2147483648}",
        "{\"ts\":1,\"status\":2147483648.0}",
        "{\"ts\":1,\"status\":200.25}",
        "{\"ts\":1,\"status\":\"200\"}",
        "{\"ts\":1,\"length\":\"1.5\"}",
        "{\"ts\":1,\"length\":1e400}",
        "{\"ts\":1,\"length\":-1e400}",
      })
  void refusesValuesOfTheWrongType(String text) {
    assertThat(reason(text)).isEqualTo("wrong-type");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1540919166796.0", "1540919166796.000", "1.540919166796E12", "15409191667960e-1"})
  void takesAWholeNumberHoweverItIsWritten(String number) {
    assertThat(row("{\"ts\":" + number + "}").time()).isEqualTo(1540919166796L);
    assertThat(value(row("{\"ts\":1,\"registration\":" + number + "}"), "registration"))
        .isEqualTo(1540919166796L);
  }

  @Test
  void takesWholeNumbersUpToTheBoundsOfTheirType() {
    assertThat(row("{\"ts\":9223372036854775807.0}").time()).isEqualTo(Long.MAX_VALUE);
    assertThat(row("{\"ts\":-0.0}").time()).isZero();
    assertThat(row("{\"ts\":0e-400}").time()).isZero();
    assertThat(value(row("{\"ts\":1,\"status\":-2147483648.0}"), "status"))
        .isEqualTo(Integer.MIN_VALUE);
  }

  @ParameterizedTest
  @CsvSource({
    "87, 87",
    "87.0, 87",
    "8.7e1, 87",
    "-0, 0",
    "123456789012345678901, 123456789012345678901"
  })
  void takesTheDigitsOfAWholeNumberWhereTextIsMeant(String number, String digits) {
    assertThat(value(row("{\"ts\":1,\"userId\":" + number + "}"), "userId")).isEqualTo(digits);
  }

  @Test
  void acceptsTheLargestNumbersThatFit() {
    Parsed.Row row =
        row(
            "{\"ts\":9223372036854775807,\"status\":-2147483648,\"length\":1.7976931348623157e308}");
    assertThat(row.values()[0]).isEqualTo(Long.MAX_VALUE);
    assertThat(value(row, "status")).isEqualTo(Integer.MIN_VALUE);
    assertThat(value(row, "length")).isEqualTo(Double.MAX_VALUE);
    assertThat(value(row("{\"ts\":1,\"length\":7}"), "length")).isEqualTo(7.0);
  }

  @ParameterizedTest
  @CsvSource({
    "overlong slash, C0AF", "overlong NUL, C080", "half of a surrogate pair, EDA080",
        "a pair as CESU-8, EDA0BDEDB880",
    "beyond Unicode, F4908080", "truncated, E282", "lone continuation byte, 80", "Latin-1, E9",
  })
  void refusesBytesThatAreNotUtf8(String what, String hex) {
    String bytes = new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
    byte[] value = ("{\"ts\":1,\"page\":\"" + bytes + "\"}").getBytes(StandardCharsets.ISO_8859_1);
    assertThat(reason(PARSER.parse(value, 0))).as(what).isEqualTo("invalid-utf8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void refusesOtherEncodingsOfUnicode(String charset) throws Exception {
    assertThat(reason(PARSER.parse("{\"ts\":1}".getBytes(charset), 0)))
        .isIn("not-json", "invalid-utf8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"ts\":1,\"ts\":1}", "{\"ts\":1,\"page\":null,\"page\":\"Home\"}",
            "{\"\\u0074s\":1,\"ts\":2}",
        "{\"ts\":1,\"new\":1,\"new\":2}", "{\"ts\":1,\"new\":{\"a\":1,\"a\":2}}",
            "{\"new\":1,\"ts\":1,\"ts\":2}",
        "{\"ts\":1,\"new\":[{\"b\":{\"a\":1,\"a\":2}}]}",
            "{\"ts\":1,\"page\":\"a\",\"new\":1,\"page\":\"b\"}",
      })
  void refusesRepeatedKeys(String text) {
    assertThat(reason(text)).isEqualTo("duplicate-key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"ts\":1,\"page\":\"\\ud83d\"}", "{\"ts\":1,\"page\":\"\\ude00\"}",
            "{\"ts\":1,\"page\":\"\\ude00\\ud83d\"}",
        "{\"ts\":1,\"new\":\"\\ud83d\"}", "{\"ts\":1,\"\\ud83d\":1}",
            "{\"ts\":1,\"new\":[{\"a\":\"x\\ud83dx\"}]}",
      })
  void refusesLoneSurrogates(String text) {
    assertThat(reason(text)).isEqualTo("lone-surrogate");
  }

  @Test
  void acceptsCharactersHoweverEncoded() {
    assertThat(value(row("{\"ts\":1,\"page\":\"\\ud83d\\ude00\"}"), "page")).isEqualTo("😀");
    assertThat(value(row("{\"ts\":1,\"page\":\"😀é\\u0000\"}"), "page")).isEqualTo("😀é\0");
    assertThat(value(row("\uFEFF {\"ts\":1,\"page\":\"\"} \r\n"), "page")).isEqualTo("");
  }

  @Test
  void treatsNullAsAbsent() {
    assertThat(value(row("{\"ts\":1,\"page\":null}"), "page")).isNull();
    assertThat(row("{\"ts\":1,\"page\":null}").extra()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"new\":1}",
        "{\"new\":null}",
        "{\"a\":{\"ts\":2,\"b\":[1,{\"c\":[]}]},\"z\":\"😀\\\"\\\\\"}",
        "{\"big\":123456789012345678901234567890,\"pi\":3.14159265358979323846264338327950288}",
        "{\"huge\":1e400,\"tiny\":1E-999,\"zero\":-0,\"same\":1.10}",
        "{\"\":true}",
      })
  void keepsUnknownFieldsToTheLastDigit(String extra) {
    String inner = extra.substring(1, extra.length() - 1);
    assertThat(row("{\"ts\":1," + inner + ",\"page\":\"Home\"}").extra()).isEqualTo(extra);
  }

  @Test
  void refusesExcessiveDepthsAndLengths() {
    assertThat(reason("{\"ts\":1,\"new\":" + "[".repeat(200) + "]".repeat(200) + "}"))
        .isEqualTo("too-complex");
    assertThat(reason("{\"ts\":1,\"new\":" + "{\"a\":".repeat(100_000))).isEqualTo("too-complex");
    assertThat(reason("{\"ts\":" + "9".repeat(2_000) + "}")).isEqualTo("too-complex");
    assertThat(reason("{\"ts\":1,\"new\":" + "9".repeat(2_000) + "}")).isEqualTo("too-complex");
    assertThat(reason("{\"ts\":1,\"length\":0." + "9".repeat(2_000) + "}"))
        .isEqualTo("too-complex");
  }

  @Test
  void refusesNumbersThatNoTypeCanHold() {
    assertThat(reason("{\"ts\":1e1000000000}")).isEqualTo("wrong-type");
    assertThat(reason("{\"ts\":" + "9".repeat(900) + "}")).isEqualTo("wrong-type");
    assertThat(reason("{\"ts\":1,\"length\":1e1000000000}")).isEqualTo("wrong-type");
    assertThat(reason("{\"ts\":1,\"length\":" + "9".repeat(900) + "}")).isEqualTo("wrong-type");
  }

  @Test
  void parsesRecordsOfTenMegabytesAndRefusesTextOfMoreThanTwenty() {
    String ten = "x".repeat(10_000_000);
    assertThat(value(row("{\"ts\":1,\"page\":\"" + ten + "\"}"), "page")).isEqualTo(ten);
    assertThat(row("{\"ts\":1,\"" + ten + "\":1}").extra()).hasSize(ten.length() + 6);
    assertThat(row("{\"ts\":1,\"new\":[" + "0,".repeat(5_000_000) + "0]}").extra())
        .hasSize(ten.length() + 11);
    assertThat(reason("{\"ts\":1,\"page\":\"" + ten + ten + "x\"}")).isEqualTo("too-complex");
    assertThat(reason("{\"ts\":1,\"new\":\"" + ten + ten + "x\"}")).isEqualTo("too-complex");
  }

  @Test
  void explainsRejectionsInShortValidText() {
    Parsed.Rejected lone = rejected("{\"ts\":\"\\ud83d\"}");
    assertThat(lone.detail()).isEqualTo("'ts' must be LONG, got ?");
    Parsed.Rejected cut = rejected("{\"ts\":\"" + "x".repeat(79) + "😀\"}");
    assertThat(Utf8.isEncodable(cut.detail())).isTrue();
    String key = "k".repeat(5_000);
    assertThat(rejected("{\"ts\":1,\"" + key + "\":1,\"" + key + "\":1}").detail().length())
        .isLessThan(500);
    assertThat(rejected("{\"ts\":1,\"page\":\"private").detail()).doesNotContain("private");
  }

  @Test
  void refusesASchemaThatIsTooWide() {
    List<Column> columns =
        IntStream.range(0, 65).mapToObj(i -> Column.of("c" + i, Column.Type.LONG)).toList();
    assertThatThrownBy(() -> new JsonRowParser(new Schema(columns, "c0", "c0")))
        .hasMessageContaining("65 columns");
  }

  private static @Nullable Object value(Parsed.Row row, String column) {
    Object value = row.values()[Events.SCHEMA.indexOf(column)];
    return value instanceof Utf8Text text ? text.toString() : value;
  }

  private static Parsed.Row row(String json) {
    Parsed parsed = PARSER.parse(json.getBytes(StandardCharsets.UTF_8), 0);
    assertThat(parsed).isInstanceOf(Parsed.Row.class);
    return (Parsed.Row) parsed;
  }

  private static Parsed.Rejected rejected(String json) {
    Parsed parsed = PARSER.parse(json.getBytes(StandardCharsets.UTF_8), 0);
    assertThat(parsed).isInstanceOf(Parsed.Rejected.class);
    return (Parsed.Rejected) parsed;
  }

  private static String reason(String json) {
    return reason(PARSER.parse(json.getBytes(StandardCharsets.UTF_8), 0));
  }

  private static String reason(Parsed parsed) {
    return parsed instanceof Parsed.Rejected rejected ? rejected.reason() : "accepted: " + parsed;
  }
}
