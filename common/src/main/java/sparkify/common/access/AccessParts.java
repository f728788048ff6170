package sparkify.common.access;

import org.jspecify.annotations.Nullable;

/**
 * Where the parts of a log line begin.
 *
 * @param time the bracket before its time, which has {@link #TIME_LENGTH} bytes with its brackets
 * @param request the quote before its request, one space after the time
 * @param status the first of the three digits of its status
 */
public record AccessParts(int time, int request, int status) {
  /** The length of a time, with its brackets. */
  public static final int TIME_LENGTH = LogTime.LENGTH + 2;

  /** The parts of a line, or null if it would be rejected. */
  public static @Nullable AccessParts of(byte[] bytes) {
    AccessLine line = new AccessLine(bytes);
    return line.parse() == null ? line.parts() : null;
  }
}
