package sparkify.model.measure;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Cases written as text. */
public final class TestCases {
  private TestCases() {}

  /**
   * One user at one cutoff.
   *
   * @param cutoff a day such as 2018-11-10
   * @param label 1 if the user churned within the horizon, else 0
   */
  public record Case(String user, String cutoff, double label) {}

  /** These cases, in this order. */
  public static Cases of(List<Case> cases) {
    Map<String, Long> users = new HashMap<>();
    return Cases.of(
        cases.stream()
            .mapToLong(c -> users.computeIfAbsent(c.user(), u -> (long) users.size()))
            .toArray(),
        cases.stream().mapToInt(c -> (int) LocalDate.parse(c.cutoff()).toEpochDay()).toArray(),
        cases.stream().mapToDouble(Case::label).toArray());
  }
}
