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

  private Bins(double[] edges) {
    this.edges = edges;
  }

  static Bins of(double... edges) {
    return new Bins(edges.clone());
  }

  /** Edges at 1, 2, 3, 5 and 7 times each power of ten, from {@code low} to {@code high}. */
  static Bins logarithmic(double low, double high) {
    return new Bins(
        IntStream.rangeClosed(-3, 7)
            .mapToDouble(exponent -> Math.pow(10, exponent))
            .flatMap(power -> Arrays.stream(STEPS).map(step -> step * power))
            .filter(edge -> edge >= low * 0.999 && edge <= high * 1.001)
            .toArray());
  }

  /** Edges at every multiple of {@code width}, up to {@code high}. */
  static Bins every(double width, double high) {
    return new Bins(
        DoubleStream.iterate(width, edge -> edge <= high, edge -> edge + width).toArray());
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
    return bin == edges.length ? from + " or more" : from + " to " + plain(edges[bin]);
  }

  private static String plain(double edge) {
    BigDecimal rounded = new BigDecimal(edge).setScale(2, RoundingMode.HALF_UP);
    return rounded.stripTrailingZeros().toPlainString();
  }
}
