package sparkify.analytics.table;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/**
 * How long the periods of a table are, in UTC. Rows are stored and replaced by <em>part</em>: a
 * period, or for hours, the day they are in.
 */
public enum Grain {
  HOUR,
  DAY,
  /** From Monday, as in ISO 8601. */
  WEEK,
  MONTH,
  /** One period for all time. */
  ALL;

  /** The one part of a table for all time. */
  private static final LocalDate ALL_TIME = LocalDate.EPOCH;

  private static final int HOURS_PER_DAY = 24;

  /** The part that holds {@code date}, by its first day. */
  public LocalDate partOf(LocalDate date) {
    return switch (this) {
      case HOUR, DAY -> date;
      case WEEK -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTH -> date.withDayOfMonth(1);
      case ALL -> ALL_TIME;
    };
  }

  /** The first day to read for a part that reads {@code periods} before it. */
  LocalDate firstRead(LocalDate part, int periods) {
    return switch (this) {
      case HOUR -> part.minusDays((periods + HOURS_PER_DAY - 1) / HOURS_PER_DAY);
      case DAY -> part.minusDays(periods);
      case WEEK -> part.minusWeeks(periods);
      case MONTH -> part.minusMonths(periods);
      case ALL -> LocalDate.MIN;
    };
  }

  /** The last day of a part. */
  public LocalDate lastDay(LocalDate part) {
    return switch (this) {
      case HOUR, DAY -> part;
      case WEEK -> part.plusDays(6);
      case MONTH -> part.with(TemporalAdjusters.lastDayOfMonth());
      case ALL -> LocalDate.MAX;
    };
  }

  /** The column after whose values the folders of parts are named. */
  public String partColumn() {
    return this == HOUR ? "date" : "period";
  }

  /** The value of that column for a part. */
  public String partValue(LocalDate part) {
    return this == ALL ? word() : part.toString();
  }

  /** What a part is called. */
  public String partWord() {
    return switch (this) {
      case HOUR, DAY -> "day";
      case WEEK -> "week";
      case MONTH -> "month";
      case ALL -> "all time";
    };
  }

  /** Its name in SQL files. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
