package sparkify.cli.rejects;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import sparkify.lake.rejects.RejectSummary;
import sparkify.lake.table.RejectedRecord;

/** Rejects for people. */
final class RejectText {
  private static final int SHOWN = 160;

  private RejectText() {}

  /** A line for each reason: how many, and an example. */
  static String summary(RejectSummary summary) {
    if (summary.records() == 0) {
      return "No rejects";
    }
    Map<String, String> examples = summary.examples();
    return summary.counts().entrySet().stream()
        .map(e -> reason(e.getValue(), e.getKey(), examples.get(e.getKey())))
        .collect(Collectors.joining("\n"));
  }

  private static String reason(long count, String name, @Nullable String example) {
    return String.format(Locale.ROOT, "%,12d  %-16s  %s", count, name, example);
  }

  /** Two lines: where the record came from and why it was rejected, and how it begins. */
  static String line(RejectedRecord record) {
    return "%n%s %d, offset %d: %s: %s%n  %s"
        .formatted(
            record.topic(),
            record.partition(),
            record.offset(),
            record.rejected().reason(),
            record.rejected().detail(),
            beginning(record.value()));
  }

  private static String beginning(byte @Nullable [] value) {
    if (value == null) {
      return "(no value)";
    }
    String text = new String(value, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "\u00b7");
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "\u2026";
  }
}
