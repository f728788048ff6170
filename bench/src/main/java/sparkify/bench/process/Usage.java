package sparkify.bench.process;

/**
 * What processes used; not a number where that is not known.
 *
 * @param cpuSeconds of all together
 * @param peakMib resident memory of all together, when that was largest
 */
public record Usage(double cpuSeconds, double peakMib) {}
