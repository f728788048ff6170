package sparkify.model.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Examples from the events of users, without Spark. */
class ExamplesOfUserTest {
  private static final long T = Instant.parse("2018-10-20T00:00:00Z").toEpochMilli();
  private static final long DAY = UserHistory.DAY_MS;
  private static final long HORIZON = 14 * DAY;
  private static final int USERS = 12;

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "1, 1",
    "1209599999, 1",
    "1209600000, 0",
    "1209600001, 0",
  })
  void churnCountsFromTheCutoffUntilTheHorizonEnds(long afterCutoff, double label) {
    List<Row> rows = List.of(visit(T - DAY), cancellation(T + afterCutoff));
    assertThat(examples(rows, T))
        .singleElement()
        .satisfies(r -> assertThat(label(r)).isEqualTo(label));
  }

  @Test
  void usersWhoHaveChurnedOrHaveNotBeenSeenAreNotActive() {
    assertThat(examples(List.of(visit(T - 2), cancellation(T - 1)), T)).isEmpty();
    assertThat(examples(List.of(visit(T)), T)).isEmpty();
    assertThat(examples(List.of(visit(T - 1)), T)).hasSize(1);
  }

  @Test
  void usersWhoComeBackAfterChurningStayChurned() {
    List<Row> rows = List.of(visit(T - 9), cancellation(T - 8), visit(T - 7), cancellation(T + 1));
    assertThat(examples(rows, T)).isEmpty();
  }

  @Test
  void theFirstOfTwoCancellationsCounts() {
    List<Row> rows =
        List.of(visit(T - 9), cancellation(T + HORIZON), cancellation(T + HORIZON + 1));
    assertThat(examples(rows, T, T + DAY)).extracting(r -> label(r)).containsExactly(0.0, 1.0);
  }

  @Test
  void eachCutoffHasItsOwnRow() {
    List<Row> rows = List.of(visit(T - 1), visit(T + 3 * DAY), cancellation(T + 20 * DAY));
    List<Row> examples = examples(rows, T - 7 * DAY, T, T + 7 * DAY, T + 21 * DAY);
    assertThat(examples).extracting(row -> row.getInt(1) * DAY).containsExactly(T, T + 7 * DAY);
    assertThat(examples).extracting(r -> label(r)).containsExactly(0.0, 1.0);
    assertThat(examples)
        .extracting(row -> row.getInt(3))
        .containsOnly(new FoldHash(1, 5).fold("7"));
  }

  @Test
  void visitsToTheCancelPageAreIgnored() {
    List<Row> without = List.of(visit(T - DAY));
    List<Row> with = List.of(visit(T - DAY), event(T - 1, "Cancel"));
    assertThat(examples(with, T)).isEqualTo(examples(without, T));
  }

  @Test
  void aCopyOfAnActionIsIgnored() {
    List<Row> once = List.of(visit(T - DAY), visit(T - 1));
    List<Row> twice = List.of(visit(T - DAY), visit(T - DAY), visit(T - 1), visit(T - 1));
    assertThat(examples(twice, T)).isEqualTo(examples(once, T));
  }

  @Test
  void eventsOutOfOrderAreRefused() {
    assertThatThrownBy(
            () ->
                new ExamplesOfUser(new long[] {T}, new ObservedDays(List.of(0L)), HORIZON, folds())
                    .call("7", List.of(visit(T - 1), visit(T - 2)).iterator()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void withALateRegistrationTenureIsTheTimeSinceTheFirstEvent() {
    long first = T - 3 * DAY;
    for (long registration : new long[] {first + 1, T - 1, T + 40 * DAY}) {
      assertThat(tenure(first, registration)).isEqualTo(3.0);
    }
    assertThat(tenure(first, T - 30 * DAY)).isEqualTo(30.0);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyFeatureAgreesWithANaiveComputation(long seed) {
    List<Row> rows = new RandomEvents(seed).of(USERS);
    ObservedDays observed = UserEvents.observed(rows);
    for (long t : new long[] {T - 17 * DAY, T - 8 * DAY, T, T + 20 * DAY}) {
      for (Row example : UserEvents.examples(rows, HORIZON, t)) {
        List<Row> user = UserEvents.of(rows, example.getString(0));
        NaiveFeatures naive = new NaiveFeatures(user, t, observed);
        for (int i = 0; i < FeatureCatalogue.names().size(); i++) {
          String name = FeatureCatalogue.names().get(i);
          assertThat(example.getDouble(i + 4)).as(name).isFinite().isEqualTo(naive.value(name));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void eventsAtOrAfterTheCutoffChangeNoFeature(long seed) {
    RandomEvents source = new RandomEvents(seed);
    List<Row> rows = source.of(USERS);
    Random random = new Random(seed);
    List<Row> before = features(rows);
    assertThat(before).isNotEmpty();
    for (int round = 0; round < 10; round++) {
      assertThat(features(changedAfterCutoff(rows, source, random))).isEqualTo(before);
    }
  }

  @Test
  void labelsDoChangeWithTheFuture() {
    List<Row> rows = new RandomEvents(3).of(5 * USERS);
    List<Row> past = rows.stream().filter(row -> row.getLong(1) < T).toList();
    Set<Double> labels = new HashSet<>();
    UserEvents.examples(rows, HORIZON, T).forEach(row -> labels.add(label(row)));
    assertThat(labels).containsExactlyInAnyOrder(0.0, 1.0);
    assertThat(UserEvents.examples(past, HORIZON, T)).extracting(r -> label(r)).containsOnly(0.0);
  }

  /** Deletes, moves by a day and invents events, all at or after T. */
  private static List<Row> changedAfterCutoff(List<Row> rows, RandomEvents source, Random random) {
    List<Row> changed = new ArrayList<>();
    for (Row row : rows) {
      int fate = row.getLong(1) < T ? 0 : random.nextInt(3);
      if (fate == 0) {
        changed.add(row);
      } else if (fate == 1) {
        long earlier = Math.max(T, row.getLong(1) - DAY);
        changed.add(RandomEvents.at(row, random.nextBoolean() ? earlier : row.getLong(1) + DAY));
      }
    }
    for (int i = 0; i < 40; i++) {
      changed.add(source.invented(USERS, T));
    }
    Collections.shuffle(changed, random);
    return changed;
  }

  /** Users and features at T, without labels. */
  private static List<Row> features(List<Row> rows) {
    return UserEvents.examples(rows, HORIZON, T).stream()
        .map(row -> RandomEvents.with(row, 2, 0.0))
        .toList();
  }

  private static double tenure(long first, long registration) {
    Row visit = RandomEvents.with(visit(first), 8, registration);
    Row example = examples(List.of(visit), T).get(0);
    return example.getDouble(4 + FeatureCatalogue.names().indexOf("tenure_days"));
  }

  private static List<Row> examples(List<Row> rows, long... cutoffs) {
    List<Long> days = LongStream.range(T / DAY - 40, T / DAY + 40).boxed().toList();
    return UserEvents.examples(rows, new ObservedDays(days), HORIZON, cutoffs);
  }

  private static double label(Row example) {
    return example.getDouble(2);
  }

  private static Row visit(long ts) {
    return event(ts, "Home");
  }

  private static Row cancellation(long ts) {
    return event(ts, "Cancellation Confirmation");
  }

  private static Row event(long ts, String page) {
    return RowFactory.create("7", ts, 1L, 1, page, 200, "paid", null, null, null, null, null);
  }

  private static FoldHash folds() {
    return new FoldHash(1, 5);
  }
}
