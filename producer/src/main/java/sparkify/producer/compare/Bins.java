package sparkify.producer.compare;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Ranges of a number: below the first edge, from each edge to the next, and from the last on. */
final class Bins {
  private static final double[] STEPS = {1, 2, 3, 5, 7};

  private final double[] edges;
  private final boolean wholeNumbers;

  private Bins(double[] edges, boolean wholeNumbers) {
    this.edges = edges;
    this.wholeNumbers = wholeNumbers;
  }

  static Bins of(double... edges) {
    return new Bins(edges.clone(), false);
  }

  /** Edges at 1, 2, 3, 5 and 7 times each power of ten, from {@code low} to {@code high}. */
  static Bins logarithmic(double low, double high) {
    return new Bins(
        IntStream.rangeClosed(-3, 7)
            .mapToDouble(exponent -> Math.pow(10, exponent))
            .flatMap(power -> Arrays.stream(STEPS).map(step -> step * power))
            .filter(edge -> edge >= low * 0.999 && edge <= high * 1.001)
            .toArray(),
        false);
  }

  /** Edges at every multiple of {@code width}, up to {@code high}. */
  static Bins every(double width, double high) {
    return new Bins(
        DoubleStream.iterate(width, edge -> edge <= high, edge -> edge + width).toArray(), false);
  }

  /** The same bins, described as those of whole numbers: "2 to 4" instead of "2 to 5". */
  Bins ofWholeNumbers() {
    return new Bins(edges, true);
  }

  int of(double value) {
    int found = Arrays.binarySearch(edges, value);
    return found < 0 ? -found - 1 : found + 1;
  }

  String describe(int bin) {
    if (bin == 0) {
      return "below " + plain(edges[0]);
    }
    String from = plain(edges[bin - 1]);
    if (bin == edges.length) {
      return from + " or more";
    }
    String to = plain(wholeNumbers ? edges[bin] - 1 : edges[bin]);
    return from.equals(to) ? from : from + " to " + to;
  }

  private static String plain(double edge) {
    BigDecimal rounded = new BigDecimal(edge).setScale(2, RoundingMode.HALF_UP);
    return rounded.stripTrailingZeros().toPlainString();
  }
}
