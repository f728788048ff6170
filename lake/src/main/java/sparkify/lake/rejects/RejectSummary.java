package sparkify.lake.rejects;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import sparkify.common.feed.Parsed;

/** How many records were rejected for each reason, and an example of each. */
public final class RejectSummary {
  private final Map<String, Reason> reasons = new TreeMap<>();

  /**
   * Records rejected for one reason.
   *
   * @param example the detail of one of them
   */
  private record Reason(long count, String example) {
    private Reason plus(Reason other) {
      return new Reason(count + other.count, example);
    }
  }

  /** Adds a record. */
  public void add(Parsed.Rejected rejected) {
    reasons.merge(rejected.reason(), new Reason(1, rejected.detail()), Reason::plus);
  }

  /** Adds those of another summary. */
  public void add(RejectSummary other) {
    other.reasons.forEach((reason, counted) -> reasons.merge(reason, counted, Reason::plus));
  }

  /** The number of records. */
  public long records() {
    return reasons.values().stream().mapToLong(Reason::count).sum();
  }

  /** How many by reason, the most frequent first. */
  public Map<String, Long> counts() {
    return byReason(Reason::count);
  }

  /** An example by reason, of the most frequent first. */
  public Map<String, String> examples() {
    return byReason(Reason::example);
  }

  private <T> Map<String, T> byReason(Function<Reason, T> figure) {
    Comparator<Map.Entry<String, Reason>> rarer =
        Comparator.comparingLong(entry -> entry.getValue().count());
    Map<String, T> sorted = new LinkedHashMap<>();
    reasons.entrySet().stream()
        .sorted(rarer.reversed())
        .forEach(entry -> sorted.put(entry.getKey(), figure.apply(entry.getValue())));
    return sorted;
  }
}
