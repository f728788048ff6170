package sparkify.bench.part;

import java.util.Comparator;
import java.util.List;

/** How the time of a step grows with the events: seconds ≈ a·events^b. */
record Growth(List<Size> sizes) {
  Growth {
    sizes = sizes.stream().sorted(Comparator.comparingDouble(Size::events)).toList();
  }

  /** The time of one size. */
  record Size(double events, double seconds) {}

  /**
   * The exponent b, fitted to the logarithms of all sizes by least squares; not a number with fewer
   * than two sizes.
   */
  double exponent() {
    double meanX = sizes.stream().mapToDouble(Growth::x).average().orElse(Double.NaN);
    double meanY = sizes.stream().mapToDouble(Growth::y).average().orElse(Double.NaN);
    double together = 0;
    double ofX = 0;
    for (Size size : sizes) {
      together += (x(size) - meanX) * (y(size) - meanY);
      ofX += (x(size) - meanX) * (x(size) - meanX);
    }
    return together / ofX;
  }

  /** The exponent from the second largest size to the largest, where starting up counts least. */
  double lastExponent() {
    return new Growth(sizes.subList(Math.max(0, sizes.size() - 2), sizes.size())).exponent();
  }

  private static double x(Size size) {
    return Math.log(size.events);
  }

  private static double y(Size size) {
    return Math.log(size.seconds);
  }
}
