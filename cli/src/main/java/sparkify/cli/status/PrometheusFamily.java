package sparkify.cli.status;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A metric and its samples.
 *
 * @param name without the prefix; a name that ends with {@code _total} is a counter
 * @param label that tells its samples apart, besides the dataset; empty if there is only one
 * @param values by value of the label; none if unknown
 */
record PrometheusFamily(
    String name, String help, String label, Function<Look, Map<String, Number>> values) {
  private static final String PREFIX = "sparkify_";

  /** A metric with one sample, or none if the value is null. */
  static PrometheusFamily one(String name, String help, Function<Look, @Nullable Number> value) {
    return new PrometheusFamily(
        name,
        help,
        "",
        look -> {
          Number known = value.apply(look);
          return known == null ? Map.of() : Map.of("", known);
        });
  }

  /** A metric with one sample for each value of a label. */
  static PrometheusFamily by(
      String label, String name, String help, Function<Look, Map<String, Number>> values) {
    return new PrometheusFamily(name, help, label, values);
  }

  String fullName() {
    return PREFIX + name;
  }

  /** Prints nothing if there is no sample: a value that is not known must not look like 0. */
  void print(Look look, StringBuilder to) {
    Map<String, Number> samples = values.apply(look);
    if (samples.isEmpty()) {
      return;
    }
    String type = name.endsWith("_total") ? "counter" : "gauge";
    to.append("# HELP ").append(PREFIX).append(name).append(' ').append(help).append('\n');
    to.append("# TYPE ").append(PREFIX).append(name).append(' ').append(type).append('\n');
    new TreeMap<>(samples)
        .forEach(
            (value, number) ->
                to.append(PREFIX)
                    .append(name)
                    .append(labels(look.dataset(), value))
                    .append(' ')
                    .append(number(number.doubleValue()))
                    .append('\n'));
  }

  private String labels(String dataset, String value) {
    String own = label.isEmpty() ? "" : "," + label + "=\"" + escape(value) + "\"";
    return "{dataset=\"" + escape(dataset) + "\"" + own + "}";
  }

  private static String escape(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private static String number(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    return Double.isNaN(value)
        ? "NaN"
        : BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
