package sparkify.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads Prometheus' text format 0.0.4 as strictly as its description: a metric has one HELP, then
 * one TYPE, then all its samples, no two with the same labels.
 */
final class PrometheusSamples {
  private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
  private static final String LABEL =
      "([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\n]|\\\\[\\\\\"n])*)\"";
  private static final Pattern SAMPLE =
      Pattern.compile("(%s)\\{(%s(?:,%s)*)} (\\S+)".formatted(NAME, LABEL, LABEL));
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?|[+-]Inf|NaN");

  private final Map<String, Double> samples = new LinkedHashMap<>();
  private final Map<String, String> types = new LinkedHashMap<>();
  private final Set<String> helps = new HashSet<>();
  private String helped = "";
  private String current = "";

  private PrometheusSamples() {}

  /** The samples by name and labels, such as {@code up{service=kafka}}. */
  static Map<String, Double> parse(String text) {
    assertThat(text).endsWith("\n");
    PrometheusSamples parser = new PrometheusSamples();
    text.lines().forEach(parser::line);
    return parser.samples;
  }

  private void line(String line) {
    String[] words = line.split(" ", 4);
    if (line.startsWith("# HELP ")) {
      helped = words[2];
      assertThat(words).as(line).hasSize(4);
      assertThat(helps.add(helped)).as(line).isTrue();
    } else if (line.startsWith("# TYPE ")) {
      current = words[2];
      assertThat(helped).as(line).isEqualTo(current);
      assertThat(words[3]).as(line).isEqualTo(current.endsWith("_total") ? "counter" : "gauge");
      assertThat(types.put(current, words[3])).as(line).isNull();
    } else {
      sample(line);
    }
  }

  private void sample(String line) {
    Matcher sample = SAMPLE.matcher(line);
    assertThat(sample.matches()).as(line).isTrue();
    assertThat(sample.group(1)).as(line).isEqualTo(current);
    String number = sample.group(sample.groupCount());
    assertThat(number).as(line).matches(NUMBER);
    Map<String, String> labels = new TreeMap<>();
    Matcher label = Pattern.compile(LABEL).matcher(sample.group(2));
    while (label.find()) {
      assertThat(labels.put(label.group(1), unescape(label.group(2)))).as(line).isNull();
    }
    double value = Double.parseDouble(number.replace("Inf", "Infinity"));
    assertThat(samples.put(current + labels, value)).as(line).isNull();
  }

  private static String unescape(String text) {
    return Pattern.compile("\\\\(.)")
        .matcher(text)
        .replaceAll(
            found -> Matcher.quoteReplacement(found.group(1).equals("n") ? "\n" : found.group(1)));
  }
}
