package sparkify.bench.run;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;

/** Prints results for people. */
public final class Table {
  private static final String LINE = "  %-24s  %-34s  %12s  %27s  %7s%n";

  private final PrintWriter out;

  public Table(PrintWriter out) {
    this.out = out;
  }

  /** Prints the medians of all runs, how far these lie apart, and how they compare. */
  public void print(Result result) {
    out.printf("%n%s: %s%n", result.part(), result.title());
    if (!result.skipped().isEmpty()) {
      out.println("  skipped: " + result.skipped());
    }
    if (!result.measured().isEmpty()) {
      out.printf(LINE, "", "", "median", "min–max", "ratio");
      result.metrics().forEach(metric -> print(metric, result.spreads(metric)));
    }
    result.failures().forEach(failure -> out.println("  FAILED " + failure));
    out.flush();
  }

  private void print(Metric metric, Map<String, Spread> spreads) {
    double base = spreads.values().iterator().next().median();
    String title = metric.title();
    for (var entry : spreads.entrySet()) {
      Spread spread = entry.getValue();
      String range = number(spread.min(), metric) + "–" + number(spread.max(), metric);
      String ratio = number(spread.median() / base, 2);
      out.printf(LINE, title, entry.getKey(), number(spread.median(), metric), range, ratio);
      title = "";
    }
  }

  private static String number(double value, Metric metric) {
    return number(value, metric.decimals());
  }

  private static String number(double value, int decimals) {
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }
}
