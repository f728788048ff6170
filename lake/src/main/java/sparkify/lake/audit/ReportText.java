package sparkify.lake.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Formats a report for people: one line per partition, the totals, the verdict. */
final class ReportText {
  private static final List<String> HEAD =
      List.of(
          "topic",
          "partition",
          "start",
          "begin",
          "end",
          "committed",
          "landed",
          "rejected",
          "gaps",
          "absent",
          "backlog");

  private final AuditReport report;

  ReportText(AuditReport report) {
    this.report = report;
  }

  @Override
  public String toString() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    report.partitions().forEach(p -> rows.add(row(p)));
    rows.add(total());
    StringBuilder text = new StringBuilder();
    rows.forEach(row -> text.append(line(row, widths(rows))).append('\n'));
    return text.append(verdict()).toString();
  }

  private static List<String> row(PartitionAudit p) {
    return Stream.concat(
            Stream.of(p.topic()),
            Stream.of(
                    (long) p.partition(),
                    p.start(),
                    p.begin(),
                    p.end(),
                    p.committed(),
                    p.landed(),
                    p.rejected(),
                    p.gaps(),
                    p.absent(),
                    p.backlog())
                .map(String::valueOf))
        .toList();
  }

  private List<String> total() {
    AuditReport.Totals t = report.totals();
    return Stream.concat(
            Stream.of("total", "", "", "", "", ""),
            Stream.of(t.landed(), t.rejected(), t.gaps(), t.absent(), t.backlog())
                .map(String::valueOf))
        .toList();
  }

  private String verdict() {
    String contents =
        (report.rejects() == null ? "" : "rejects: " + report.rejects() + "\n")
            + (report.contents() == null ? "" : report.contents() + "\n");
    String log =
        contents + "%d commits, snapshot %d: ".formatted(report.commits(), report.snapshot());
    StringBuilder text = new StringBuilder(log + (report.balanced() ? "balanced" : "not balanced"));
    report.facts().forEach(f -> text.append("\n  note: ").append(f));
    report.problems().forEach(p -> text.append("\n  ").append(p));
    return text.toString();
  }

  private static int[] widths(List<List<String>> rows) {
    int[] widths = new int[HEAD.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return widths;
  }

  /** Aligns the name left and the numbers right. */
  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String pad = " ".repeat(widths[i] - row.get(i).length());
      line.append(i == 0 ? row.get(i) + pad : "  " + pad + row.get(i));
    }
    return line.toString();
  }
}
