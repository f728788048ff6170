package sparkify.bench.run;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the runs of a part gave.
 *
 * @param measured by contender, in the order in which they took turns
 * @param skipped why it was not run; empty if it was
 * @param failures one line each
 */
public record Result(
    String part,
    String title,
    Map<String, List<Measurement>> measured,
    String skipped,
    List<String> failures) {
  public Result {
    failures = List.copyOf(failures);
  }

  /** All that was measured, in the order of the first that has it. */
  Set<Metric> metrics() {
    return measured.values().stream()
        .flatMap(List::stream)
        .flatMap(one -> one.values().keySet().stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The values of a metric by contender; those without any are left out. */
  public Map<String, Spread> spreads(Metric metric) {
    Map<String, Spread> spreads = new LinkedHashMap<>();
    measured.forEach(
        (contender, runs) -> {
          List<Double> values =
              runs.stream()
                  .map(run -> run.values().get(metric))
                  .filter(value -> value != null)
                  .toList();
          if (!values.isEmpty()) {
            spreads.put(contender, Spread.of(values));
          }
        });
    return spreads;
  }
}
