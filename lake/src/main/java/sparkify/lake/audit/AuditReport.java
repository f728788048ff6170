package sparkify.lake.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import sparkify.lake.rejects.NewestRejects;

/**
 * What an audit found.
 *
 * @param commits how many commits the log has
 * @param snapshot the last commit that changed files
 * @param contents how much of the contents was compared, or null when that was not asked for
 * @param rejects why records were rejected, or null when none is or their files cannot be read
 * @param facts what to know although it is not wrong, one line each
 * @param problems what is wrong, one line each; of each kind a few are named and the rest counted
 */
public record AuditReport(
    List<PartitionAudit> partitions,
    long commits,
    long snapshot,
    @Nullable Contents contents,
    NewestRejects.@Nullable Look rejects,
    List<String> facts,
    List<String> problems) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  public AuditReport {
    partitions = List.copyOf(partitions);
    facts = List.copyOf(facts);
    problems = List.copyOf(problems);
  }

  /**
   * Sums over the partitions.
   *
   * @param offsets how many offsets the table covers
   */
  @JsonPropertyOrder({"offsets", "landed", "rejected", "gaps", "absent", "backlog"})
  public record Totals(
      long offsets, long landed, long rejected, long gaps, long absent, long backlog) {}

  @JsonPropertyOrder({
    "balanced",
    "partitions",
    "totals",
    "commits",
    "snapshot",
    "contents",
    "rejects",
    "facts",
    "problems"
  })
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Json(
      boolean balanced,
      List<PartitionAudit> partitions,
      Totals totals,
      long commits,
      long snapshot,
      @Nullable Contents contents,
      NewestRejects.@Nullable Look rejects,
      List<String> facts,
      List<String> problems) {}

  /** Whether every offset is accounted for and nothing else is wrong. */
  public boolean balanced() {
    return problems.isEmpty() && partitions.stream().allMatch(p -> p.offsets() == p.accounted());
  }

  /** Sums over the partitions. */
  public Totals totals() {
    return new Totals(
        sum(PartitionAudit::offsets),
        sum(PartitionAudit::landed),
        sum(PartitionAudit::rejected),
        sum(PartitionAudit::gaps),
        sum(PartitionAudit::absent),
        sum(PartitionAudit::backlog));
  }

  /** The report for programs: one JSON object. */
  String toJson() {
    try {
      return JSON.writeValueAsString(
          new Json(
              balanced(),
              partitions,
              totals(),
              commits,
              snapshot,
              contents,
              rejects,
              facts,
              problems));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("Failed to write the report", e);
    }
  }

  /** The report for people: a table and the verdict. */
  public String toText() {
    return new ReportText(this).toString();
  }

  private long sum(ToLongFunction<PartitionAudit> field) {
    return partitions.stream().mapToLong(field).sum();
  }
}
