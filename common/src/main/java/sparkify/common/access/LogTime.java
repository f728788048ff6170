package sparkify.common.access;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The time of a log line, {@code 01/Aug/1995:00:00:01 -0400}. */
record LogTime(long epochMillis, int offsetMinutes) {
  static final int LENGTH = 26;

  /** The length of what comes before the zone. */
  static final int CLOCK_LENGTH = 20;

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss", Locale.US);
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
  private static final long SECONDS_PER_DAY = 86_400;

  /** The time at {@code at}, or null if there is none, or no such one. */
  static @Nullable LogTime parse(LogBytes line, int at) {
    int month = month(line, at + 3);
    boolean wellFormed =
        line.isDigits(at, at + 2)
            && line.is(at + 2, '/')
            && month > 0
            && line.is(at + 6, '/')
            && line.isDigits(at + 7, at + 11)
            && line.is(at + 11, ':')
            && line.isDigits(at + 12, at + 14)
            && line.is(at + 14, ':')
            && line.isDigits(at + 15, at + 17)
            && line.is(at + 17, ':')
            && line.isDigits(at + 18, at + 20)
            && line.is(at + 20, ' ')
            && (line.is(at + 21, '+') || line.is(at + 21, '-'))
            && line.isDigits(at + 22, at + 26);
    return wellFormed ? of(line, at, month) : null;
  }

  private static @Nullable LogTime of(LogBytes line, int at, int month) {
    long hour = line.number(at + 12, at + 14);
    long minute = line.number(at + 15, at + 17);
    long second = line.number(at + 18, at + 20);
    int zoneHours = (int) line.number(at + 22, at + 24);
    int zoneMinutes = (int) line.number(at + 24, at + 26);
    // 60 is a leap second, which counts as the first of the next minute.
    if (hour > 23 || minute > 59 || second > 60 || zoneHours > 18 || zoneMinutes > 59) {
      return null;
    }
    long day;
    try {
      day =
          LocalDate.of((int) line.number(at + 7, at + 11), month, (int) line.number(at, at + 2))
              .toEpochDay();
    } catch (DateTimeException e) {
      return null;
    }
    int offset = (zoneHours * 60 + zoneMinutes) * (line.is(at + 21, '-') ? -1 : 1);
    long seconds = day * SECONDS_PER_DAY + hour * 3_600 + minute * 60 + second - offset * 60L;
    return new LogTime(seconds * 1_000, offset);
  }

  /**
   * Its date and time of day by the clock of its zone, without the zone, when so much time has
   * passed; or null if a log cannot say that.
   */
  @Nullable String after(Duration by) {
    try {
      long local = Math.addExact(epochMillis + offsetMinutes * 60_000L, by.toMillis());
      LocalDateTime time =
          LocalDateTime.ofEpochSecond(Math.floorDiv(local, 1_000), 0, ZoneOffset.UTC);
      return time.getYear() < 0 || time.getYear() > 9_999 ? null : FORMAT.format(time);
    } catch (ArithmeticException | DateTimeException e) {
      return null;
    }
  }

  /** From 1, or 0 if there is none at {@code at}. */
  private static int month(LogBytes line, int at) {
    for (int i = 0; i < MONTHS.length(); i += 3) {
      if (line.is(at, MONTHS.charAt(i))
          && line.is(at + 1, MONTHS.charAt(i + 1))
          && line.is(at + 2, MONTHS.charAt(i + 2))) {
        return i / 3 + 1;
      }
    }
    return 0;
  }
}
