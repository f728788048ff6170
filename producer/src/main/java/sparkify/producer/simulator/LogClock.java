package sparkify.producer.simulator;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import sparkify.common.config.SimulatorSettings;

/** The times of a log's lines, such as {@code 01/Oct/2018:00:00:01 +0000}. */
final class LogClock {
  private static final int DAY_SECONDS = 86_400;
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("dd/MMM/uuuu", Locale.US);
  private static final byte[][] TWO_DIGITS = new byte[60][];
  private static final byte[] UTC = Json.bytes(" +0000");

  static {
    for (int number = 0; number < TWO_DIGITS.length; number++) {
      TWO_DIGITS[number] = Json.bytes(":%02d".formatted(number));
    }
  }

  private final byte[][] dates;

  LogClock(SimulatorSettings service) {
    LocalDate first = LocalDate.ofInstant(service.start(), ZoneOffset.UTC);
    dates = new byte[service.days()][];
    for (int day = 0; day < dates.length; day++) {
      dates[day] = Json.bytes(DATE.format(first.plusDays(day)));
    }
  }

  /** Appends the time that is so many seconds after the beginning. */
  void write(int second, Json line) {
    int ofDay = second % DAY_SECONDS;
    line.raw(dates[second / DAY_SECONDS])
        .raw(TWO_DIGITS[ofDay / 3_600])
        .raw(TWO_DIGITS[ofDay / 60 % 60])
        .raw(TWO_DIGITS[ofDay % 60])
        .raw(UTC);
  }
}
