package sparkify.model.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleTest {
  private static final int USERS = 1_000;

  @Test
  void upToTheLimitEveryRowIsChosen() {
    Cases all = cases(ascending());
    Sample sample = Sample.of(all, 1, USERS);
    assertThat(sample.cases()).isSameAs(all);
    assertThat(sample.of(values(all))).isEqualTo(values(all));
  }

  @Test
  void beyondTheLimitSoManyUsersAreChosenWithAllTheirRows() {
    Sample sample = Sample.of(cases(ascending()), 1, 300);
    assertThat(sample.cases().users()).isEqualTo(300);
    assertThat(sample.cases().size()).isEqualTo(600);
    assertThat(sample.cases().rowsPerCutoff()).hasSize(2);
  }

  @Test
  void theSameSeedChoosesTheSameUsersInWhateverOrder() {
    int[] users = ascending();
    int[] reversed = IntStream.range(0, USERS).map(i -> users[USERS - 1 - i]).toArray();
    assertThat(chosen(reversed, 1)).isEqualTo(chosen(users, 1));
    assertThat(chosen(users, 2)).isNotEqualTo(chosen(users, 1));
  }

  @Test
  void theChoiceHasNothingToDoWithTheNumberOfTheUser() {
    double mean = chosen(ascending(), 1).stream().mapToInt(user -> user).average().orElseThrow();
    assertThat(mean).isCloseTo(USERS / 2.0, within(60.0));
  }

  @Test
  void scoresOfTheChosenRowsStayWithTheirRows() {
    Cases all = cases(ascending());
    Sample sample = Sample.of(all, 1, 300);
    // The label is the parity of the user, so it can be told from the score.
    Scores scores = sample.of(new Scores(values(all), values(all)));
    for (int row = 0; row < sample.cases().size(); row++) {
      assertThat(scores.raw(row) % 2).isEqualTo(sample.cases().labels()[row]);
      assertThat(scores.probability(row)).isEqualTo(scores.raw(row));
    }
  }

  private static Set<Integer> chosen(int[] users, long seed) {
    Cases all = cases(users);
    double[] chosen = Sample.of(all, seed, 300).of(values(all));
    return new TreeSet<>(Arrays.stream(chosen).mapToObj(user -> (int) user).toList());
  }

  private static int[] ascending() {
    return IntStream.range(0, USERS).toArray();
  }

  /** Each user at two cutoffs, in this order; user 7 leaves, user 8 stays, and so on. */
  private static Cases cases(int[] users) {
    return Cases.of(
        IntStream.range(0, 2 * USERS).mapToLong(row -> users[row % USERS]).toArray(),
        IntStream.range(0, 2 * USERS).map(row -> row / USERS).toArray(),
        IntStream.range(0, 2 * USERS).mapToDouble(row -> users[row % USERS] % 2).toArray());
  }

  /** The user of each row. */
  private static double[] values(Cases cases) {
    return IntStream.range(0, cases.size())
        .mapToDouble(row -> cases.userIds()[cases.userOf(row)])
        .toArray();
  }
}
