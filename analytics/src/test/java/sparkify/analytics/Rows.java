package sparkify.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows that are compared whatever their order, and doubles up to what summing them may lose. */
final class Rows {
  private static final double TOLERANCE = 1e-9;

  private final List<Sorted> rows = new ArrayList<>();

  /** A row: its doubles, and all else as text. */
  private record Sorted(String text, List<Double> numbers) {}

  void add(List<@Nullable Object> values) {
    String text =
        values.stream()
            .map(value -> value instanceof Double ? "#" : String.valueOf(value))
            .collect(Collectors.joining(" | "));
    List<Double> numbers =
        values.stream().filter(Double.class::isInstance).map(Double.class::cast).toList();
    rows.add(new Sorted(text, numbers));
  }

  private List<Sorted> sorted() {
    return rows.stream()
        .sorted(Comparator.comparing(Sorted::text).thenComparing(row -> row.numbers().toString()))
        .toList();
  }

  void requireEqual(Rows expected) {
    List<Sorted> theirs = expected.sorted();
    List<Sorted> ours = sorted();
    assertThat(ours.stream().map(Sorted::text).toList())
        .isEqualTo(theirs.stream().map(Sorted::text).toList());
    for (int i = 0; i < ours.size(); i++) {
      for (int n = 0; n < ours.get(i).numbers().size(); n++) {
        double our = ours.get(i).numbers().get(n);
        double their = theirs.get(i).numbers().get(n);
        assertThat(Math.abs(our - their))
            .as("%s: %s and %s", ours.get(i).text(), our, their)
            .isLessThanOrEqualTo(TOLERANCE * Math.max(1, Math.abs(their)));
      }
    }
  }

  int count() {
    return rows.size();
  }
}
