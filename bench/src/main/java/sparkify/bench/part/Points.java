package sparkify.bench.part;

import java.util.List;
import java.util.regex.Pattern;

/** How far a program had come at which times. */
record Points(List<Point> points) {
  /** What the peers print. */
  private static final Pattern LINE = Pattern.compile("^PROGRESS (\\d+) (\\d+)$");

  Points {
    points = List.copyOf(points);
  }

  /**
   * @param atMs epoch milliseconds
   * @param rows written by then
   */
  record Point(long atMs, long rows) {}

  /** What a peer printed. */
  static Points of(List<String> output) {
    return new Points(
        output.stream()
            .flatMap(line -> LINE.matcher(line).results())
            .map(m -> new Point(Long.parseLong(m.group(1)), Long.parseLong(m.group(2))))
            .toList());
  }

  /**
   * Rows per second from the first point to the last, which leaves out what comes before the first;
   * not a number with fewer than two.
   */
  double steady() {
    if (points.isEmpty()) {
      return Double.NaN;
    }
    Point first = points.get(0);
    Point last = points.get(points.size() - 1);
    long ms = last.atMs - first.atMs;
    return ms <= 0 ? Double.NaN : (last.rows - first.rows) * 1000.0 / ms;
  }
}
