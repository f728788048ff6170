package sparkify.bench.run;

/**
 * What is measured, in which unit.
 *
 * @param decimals how many are worth showing
 */
public record Metric(String label, String unit, int decimals) {
  /** From the start of a process to its end. */
  public static final Metric OVERALL = new Metric("overall", "events/s", 0);

  /** Once everything is loaded and compiled. */
  public static final Metric STEADY = new Metric("steady", "events/s", 0);

  /** By a program's own account. */
  public static final Metric OWN = new Metric("by its own account", "events/s", 0);

  /** From the start of a process to its end. */
  public static final Metric TIME = new Metric("time", "s", 1);

  /** From sending an event to the commit of its row: half of the rows took no longer. */
  public static final Metric LATENCY_P50 = new Metric("latency p50", "ms", 0);

  /** The same of all but one row in a hundred. */
  public static final Metric LATENCY_P99 = new Metric("latency p99", "ms", 0);

  /** The same of the row that took longest. */
  public static final Metric LATENCY_MAX = new Metric("latency max", "ms", 0);

  /** Of all processes together. */
  public static final Metric CPU = new Metric("CPU", "s", 1);

  /** Resident at the same time in all processes together, at most. */
  public static final Metric MEMORY = new Metric("peak memory", "MiB", 0);

  public static final Metric FILES = new Metric("files", "", 0);

  public static final Metric SIZE = new Metric("size", "MiB", 1);

  /** The metric with its unit. */
  public String title() {
    return unit.isEmpty() ? label : label + ", " + unit;
  }
}
