package sparkify.bench.run;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints results for people. */
public final class Table {
  private static final String LINE = "  %-29s  %-32s  %11s  %23s  %6s%n";

  private final PrintWriter out;

  public Table(PrintWriter out) {
    this.out = out;
  }

  /**
   * Prints the medians of all runs, how far these lie apart, and how they compare.
   *
   * @param remarks lines to print below them
   */
  public void print(Result result, List<String> remarks) {
    out.printf("%n%s: %s%n", result.part(), result.title());
    if (!result.skipped().isEmpty()) {
      out.println("  skipped: " + result.skipped());
    }
    if (!result.measured().isEmpty()) {
      out.printf(LINE, "", "", "median", "min–max", "ratio");
      String first = result.measured().keySet().iterator().next();
      result.metrics().forEach(metric -> print(metric, result.spreads(metric), first));
    }
    remarks.forEach(out::println);
    result.failures().forEach(failure -> out.println("  FAILED " + failure));
    out.flush();
  }

  /**
   * Prints a metric of all contenders that have it.
   *
   * @param first the contender that the others are compared with
   */
  private void print(Metric metric, Map<String, Spread> spreads, String first) {
    Spread base = spreads.get(first);
    String title = metric.title();
    for (var entry : spreads.entrySet()) {
      Spread spread = entry.getValue();
      String range = number(spread.min(), metric) + "–" + number(spread.max(), metric);
      String ratio = base == null ? "" : number(spread.median() / base.median(), 2);
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
