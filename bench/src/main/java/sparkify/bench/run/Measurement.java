package sparkify.bench.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What one run gave. Metrics that make no sense for it are left out. */
public record Measurement(Map<Metric, Double> values) {
  public Measurement {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  public static Measurement empty() {
    return new Measurement(Map.of());
  }

  /** The value of a metric; not a number if it was left out. */
  public double value(Metric metric) {
    return values.getOrDefault(metric, Double.NaN);
  }

  /** This and one value more, unless it is not a number. */
  public Measurement with(Metric metric, double value) {
    if (Double.isNaN(value)) {
      return this;
    }
    Map<Metric, Double> more = new LinkedHashMap<>(values);
    more.put(metric, value);
    return new Measurement(more);
  }

  /** This and all values of {@code other}. */
  public Measurement with(Measurement other) {
    Map<Metric, Double> more = new LinkedHashMap<>(values);
    more.putAll(other.values);
    return new Measurement(more);
  }
}
