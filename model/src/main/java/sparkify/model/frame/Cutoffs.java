package sparkify.model.frame;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import sparkify.common.OperatorError;
import sparkify.common.TooLittleData;
import sparkify.common.config.TrainingSettings;

/**
 * The days at which a model is trained and tested. A cutoff T is the UTC midnight at which a day
 * begins: features see what happened before it, labels what happens in [T, T + horizon).
 *
 * <p>Cutoffs are counted back from the end of the last complete day.
 *
 * @param train oldest first; their label windows end no later than the first test cutoff
 * @param test oldest first; their label windows end no later than the last complete day
 * @param lastCompleteDay the UTC day from whose end the cutoffs are counted back
 * @param observed the days with data, from the first complete one on to the last: nothing before or
 *     after them counts
 */
public record Cutoffs(
    List<LocalDate> train, List<LocalDate> test, LocalDate lastCompleteDay, ObservedDays observed) {

  public Cutoffs {
    train = List.copyOf(train);
    test = List.copyOf(test);
  }

  /** The instant of a cutoff. */
  static Instant instant(LocalDate cutoff) {
    return cutoff.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /**
   * The cutoffs for data with so many rows per UTC day.
   *
   * @throws OperatorError when no day is complete, or there is no cutoff for training or testing
   */
  public static Cutoffs of(SortedMap<LocalDate, Long> rowsPerDay, TrainingSettings settings) {
    return choose(new DayVolumes(rowsPerDay), settings);
  }

  /**
   * The settings with a day to count cutoffs back from: {@code asOf}, or the last complete day if
   * that is null. By these, data of later days change nothing.
   *
   * @throws OperatorError when there is no complete day, or {@code asOf} is after the last one
   */
  public static TrainingSettings settingsAsOf(
      @Nullable LocalDate asOf, SortedMap<LocalDate, Long> rowsPerDay, TrainingSettings settings) {
    LocalDate last = lastCompleteDay(new DayVolumes(rowsPerDay), settings);
    if (asOf != null && asOf.isAfter(last)) {
      throw new TooLittleData(
          "Cannot train as of %s: the last complete day is %s (model.cutoffs.last-complete-day); land more days, or train as of that day or an earlier one"
              .formatted(asOf, last));
    }
    return settings.countingBackFrom(asOf == null ? last : asOf);
  }

  /** The first day that counts. */
  public LocalDate firstObservedDay() {
    return observed.first();
  }

  /** All cutoffs, oldest first. */
  List<LocalDate> all() {
    return Stream.concat(train.stream(), test.stream()).toList();
  }

  /**
   * Chooses the cutoffs.
   *
   * @throws OperatorError when no day is complete, or there is no cutoff for training or testing
   */
  static Cutoffs choose(DayVolumes volumes, TrainingSettings settings) {
    LocalDate lastComplete = lastCompleteDay(volumes, settings);
    LocalDate end = lastComplete.plusDays(1);
    ObservedDays observed = volumes.until(lastComplete).observed();
    List<LocalDate> candidates = candidates(end, observed, settings);
    List<LocalDate> test = newest(settings.cutoffs().test(), candidates, end, settings.horizon());
    List<LocalDate> train =
        test.isEmpty()
            ? List.of()
            : newest(settings.cutoffs().train(), candidates, test.get(0), settings.horizon());
    if (train.isEmpty()) {
      throw tooLittle(observed, lastComplete, settings, test.size());
    }
    return new Cutoffs(train, test, lastComplete, observed);
  }

  private static LocalDate lastCompleteDay(DayVolumes volumes, TrainingSettings settings) {
    LocalDate newest = volumes.rows().lastKey();
    LocalDate day =
        settings
            .cutoffs()
            .lastCompleteDay()
            .or(volumes::lastCompleteDay)
            .orElseThrow(
                () ->
                    new TooLittleData(
                        "Cannot place cutoffs: %s is the only day with events, so no day is known to be complete; land more days or set model.cutoffs.last-complete-day"
                            .formatted(newest)));
    if (day.isAfter(newest)) {
      throw new OperatorError(
          "Cannot count cutoffs back from %s: the last day with events is %s; set model.cutoffs.last-complete-day to a day with data"
              .formatted(day, newest));
    }
    return day;
  }

  /** The cutoffs with enough observed days before them, newest first. */
  private static List<LocalDate> candidates(
      LocalDate end, ObservedDays observed, TrainingSettings settings) {
    long enough = settings.cutoffs().minObserved().toDays();
    long step = settings.cutoffs().every().toDays();
    long first = observed.first().toEpochDay();
    return Stream.iterate(
            end, t -> observed.count(first, t.toEpochDay()) >= enough, t -> t.minusDays(step))
        .toList();
  }

  /** Up to {@code count} of the newest whose label windows end by {@code end}, oldest first. */
  private static List<LocalDate> newest(
      int count, List<LocalDate> candidates, LocalDate end, Duration horizon) {
    List<LocalDate> fit =
        new ArrayList<>(
            candidates.stream()
                .filter(t -> !t.plusDays(horizon.toDays()).isAfter(end))
                .limit(count)
                .toList());
    Collections.reverse(fit);
    return fit;
  }

  private static OperatorError tooLittle(
      ObservedDays observed, LocalDate lastComplete, TrainingSettings settings, int tests) {
    return new TooLittleData(
        "Cannot place cutoffs: data from %s to the end of %s allow %d of %d cutoffs for testing and none for training, with a horizon of %d days, %d observed days before each cutoff and %d days between cutoffs; shorten model.horizon, lower model.cutoffs.test or land more days"
            .formatted(
                observed.first(),
                lastComplete,
                tests,
                settings.cutoffs().test(),
                settings.horizon().toDays(),
                settings.cutoffs().minObserved().toDays(),
                settings.cutoffs().every().toDays()));
  }
}
