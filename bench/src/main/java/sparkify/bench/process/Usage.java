package sparkify.bench.process;

import sparkify.bench.run.Measurement;
import sparkify.bench.run.Metric;

/**
 * What processes used; not a number where that is not known.
 *
 * @param cpuSeconds of all together
 * @param peakMib resident memory of all together, when that was largest
 */
public record Usage(double cpuSeconds, double peakMib) {
  /** CPU and memory; what is not known is left out. */
  public Measurement measurement() {
    return Measurement.empty().with(Metric.CPU, cpuSeconds).with(Metric.MEMORY, peakMib);
  }
}
