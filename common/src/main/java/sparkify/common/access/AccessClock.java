package sparkify.common.access;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import sparkify.common.feed.LineClock;

/** The time of a log line, in whole seconds; a line that is moved keeps its zone. */
final class AccessClock implements LineClock {
  @Override
  public OptionalLong millis(byte[] line) {
    LogBytes bytes = new LogBytes(line);
    LogTime time = time(bytes, AccessLine.time(bytes));
    return time == null ? OptionalLong.empty() : OptionalLong.of(time.epochMillis());
  }

  @Override
  public byte[] moved(byte[] line, Duration by) {
    LogBytes bytes = new LogBytes(line);
    int at = AccessLine.time(bytes);
    LogTime time = time(bytes, at);
    String moved = time == null ? null : time.after(by);
    if (moved == null) {
      return line;
    }
    byte[] result = line.clone();
    byte[] clock = moved.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(clock, 0, result, at, LogTime.CLOCK_LENGTH);
    return result;
  }

  private static @Nullable LogTime time(LogBytes line, int at) {
    return at < 0 ? null : LogTime.parse(line, at);
  }
}
