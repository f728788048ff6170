package sparkify.model.learn;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import sparkify.model.measure.SegmentMetrics;
import sparkify.model.registry.ModelCard.Segment;

/** The segments of a report as lines of text. */
final class SegmentTable {
  private SegmentTable() {}

  /** Nothing for a model whose test had no segments. */
  static List<String> of(List<Segment> segments) {
    if (segments.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("By segment of the test rows; where few churn, only counted:");
    lines.add(row("", "", "rows", "users", "leavers", "ROC-AUC", "observed/expected"));
    String before = "";
    for (Segment segment : segments) {
      lines.add(row(segment, segment.trait().equals(before) ? "" : segment.trait()));
      before = segment.trait();
    }
    return lines;
  }

  private static String row(Segment segment, String trait) {
    SegmentMetrics metrics = segment.metrics();
    return row(
        trait,
        segment.name(),
        segment.rows(),
        segment.users(),
        segment.leavers(),
        metrics == null ? "" : ReportText.interval(metrics.rocAuc()),
        metrics == null ? "" : ReportText.interval(metrics.observedOverExpected()));
  }

  private static String row(Object... cells) {
    return String.format(Locale.ROOT, "  %-8s %-17s %7s %7s %7s  %-22s %s", cells).stripTrailing();
  }
}
