package sparkify.common.access;

import org.jspecify.annotations.Nullable;
import sparkify.common.feed.Parsed;
import sparkify.common.feed.Utf8Text;

/** One line of an access log, taken apart from left to right. */
final class AccessLine {
  private static final int HOST = AccessLog.SCHEMA.indexOf("host");
  private static final int IDENT = AccessLog.SCHEMA.indexOf("ident");
  private static final int USER = AccessLog.SCHEMA.indexOf("user");
  private static final int TS = AccessLog.SCHEMA.indexOf("ts");
  private static final int TS_OFFSET = AccessLog.SCHEMA.indexOf("ts_offset_minutes");
  private static final int METHOD = AccessLog.SCHEMA.indexOf("method");
  private static final int PATH = AccessLog.SCHEMA.indexOf("path");
  private static final int QUERY = AccessLog.SCHEMA.indexOf("query");
  private static final int PROTOCOL = AccessLog.SCHEMA.indexOf("protocol");
  private static final int STATUS = AccessLog.SCHEMA.indexOf("status");
  private static final int BYTES = AccessLog.SCHEMA.indexOf("bytes");
  private static final int REFERER = AccessLog.SCHEMA.indexOf("referer");
  private static final int USER_AGENT = AccessLog.SCHEMA.indexOf("user_agent");

  private static final int TIME_LENGTH = LogTime.LENGTH;

  /** A request with more quotes than this is refused: for each, all that follows has to be read. */
  private static final int MAX_QUOTES = 1_000;

  private final LogBytes line;
  private final @Nullable Object[] values = new Object[AccessLog.SCHEMA.columns().size()];
  private int at;
  private int timeAt;
  private int requestAt;
  private int statusAt;

  AccessLine(byte[] bytes) {
    this.line = new LogBytes(bytes);
  }

  /** Fills the values; returns why that is impossible, or null. */
  Parsed.@Nullable Rejected parse() {
    Parsed.@Nullable Rejected wrong = who();
    wrong = wrong == null ? when() : wrong;
    wrong = wrong == null ? what() : wrong;
    return wrong;
  }

  /** The row, once parsed. */
  Parsed.Row row() {
    return new Parsed.Row(values, (Long) values[TS], null);
  }

  /** Where its parts are, once parsed. */
  AccessParts parts() {
    return new AccessParts(timeAt, requestAt, statusAt);
  }

  /** The host, the identity and the user, which may contain spaces. */
  private Parsed.@Nullable Rejected who() {
    int host = line.indexOf(' ', 0);
    int ident = host < 0 ? -1 : line.indexOf(' ', host + 1);
    if (host <= 0 || ident < 0) {
      return rejected("no-host", "it does not begin with a host, an identity and a user", 0);
    }
    int time = timeAfter(line, ident);
    if (time < 0) {
      return rejected(
          "no-time", "no [day/month/year:hour:minute:second zone] follows the user", ident);
    }
    values[HOST] = utf8(0, host);
    values[IDENT] = optional(host + 1, ident);
    values[USER] = optional(ident + 1, time - 2);
    at = time;
    timeAt = time - 1;
    return null;
  }

  /** Where the time of a line is, whether or not there is such a time; or -1. */
  static int time(LogBytes line) {
    int host = line.indexOf(' ', 0);
    int ident = host <= 0 ? -1 : line.indexOf(' ', host + 1);
    return ident < 0 ? -1 : timeAfter(line, ident);
  }

  /** Where the time is that follows a user, who follows {@code ident}; or -1. */
  private static int timeAfter(LogBytes line, int ident) {
    int space = ident;
    while (space >= 0 && !(line.is(space + 1, '[') && line.is(space + 1 + TIME_LENGTH + 1, ']'))) {
      space = line.indexOf(' ', space + 1);
    }
    return space <= ident ? -1 : space + 2;
  }

  private Parsed.@Nullable Rejected when() {
    LogTime time = LogTime.parse(line, at);
    if (time == null) {
      return rejected(
          "bad-time", "there is no such time as " + line.text(at, at + TIME_LENGTH), at);
    }
    values[TS] = time.epochMillis();
    values[TS_OFFSET] = time.offsetMinutes();
    at += TIME_LENGTH + 1;
    return null;
  }

  private Parsed.@Nullable Rejected what() {
    if (!line.is(at, ' ') || !line.is(at + 1, '"')) {
      return rejected("no-request", "no \"request\" follows the time", at);
    }
    int begin = at + 2;
    requestAt = at + 1;
    int end = line.endOfQuoted(begin);
    for (int quotes = 0; end >= 0 && quotes < MAX_QUOTES; quotes++) {
      if (answer(end + 1)) {
        request(begin, end);
        return null;
      }
      end = line.endOfQuoted(end + 1);
    }
    return rejected(
        "no-answer",
        "no status and bytes, and nothing or \"referer\" \"agent\" after them, follow the request",
        at);
  }

  /** Takes {@code status bytes ["referer" "agent"]} from {@code from} to the end of the line. */
  private boolean answer(int from) {
    int bytes = from + 5;
    if (!line.is(from, ' ') || !line.isDigits(from + 1, from + 4) || !line.is(from + 4, ' ')) {
      return false;
    }
    int end = line.is(bytes, '-') ? bytes + 1 : line.endOfDigits(bytes);
    boolean combined = line.is(end, ' ') && line.is(end + 1, '"');
    if (end == bytes || end - bytes > LogBytes.LONG_DIGITS || (end != line.length() && !combined)) {
      return false;
    }
    if (combined && !client(end + 2)) {
      return false;
    }
    statusAt = from + 1;
    values[STATUS] = (int) line.number(from + 1, from + 4);
    values[BYTES] = line.is(bytes, '-') ? null : line.number(bytes, end);
    return true;
  }

  /** Takes {@code referer" "agent"}; the agent ends with the line, whatever quotes it holds. */
  private boolean client(int from) {
    int last = line.length() - 1;
    for (int end = line.endOfQuoted(from); end >= 0; end = line.endOfQuoted(end + 1)) {
      if (line.is(end + 1, ' ') && line.is(end + 2, '"')) {
        if (end + 2 < last && line.is(last, '"')) {
          values[REFERER] = optional(from, end);
          values[USER_AGENT] = optional(end + 3, last);
          return true;
        }
        return false;
      }
    }
    return false;
  }

  /**
   * Takes {@code method path?query protocol}; HTTP/0.9 has no protocol. What is no such request,
   * like the beginning of a TLS connection, is a path as a whole.
   */
  private void request(int begin, int end) {
    if (end - begin == 1 && line.is(begin, '-')) {
      return;
    }
    int method = line.indexOf(' ', begin);
    boolean isRequest = method > begin && method < end && line.isUpperCase(begin, method);
    int from = isRequest ? method + 1 : begin;
    int until = end;
    int protocol = line.lastIndexOf(' ', from, end);
    if (isRequest && protocol >= 0 && line.startsWith("HTTP/", protocol + 1)) {
      values[PROTOCOL] = utf8(protocol + 1, end);
      until = protocol;
    }
    values[METHOD] = isRequest ? utf8(begin, method) : null;
    path(line.skipSpaces(from, until), line.dropSpaces(from, until));
  }

  private void path(int from, int until) {
    int query = line.indexOf('?', from);
    boolean has = query >= 0 && query < until;
    int end = has ? query : until;
    values[PATH] = end > from ? utf8(from, end) : null;
    values[QUERY] = has ? utf8(query + 1, until) : null;
  }

  /** Null for {@code -}, which stands for nothing, and for nothing. */
  private @Nullable Utf8Text optional(int from, int until) {
    return until <= from || (until - from == 1 && line.is(from, '-')) ? null : utf8(from, until);
  }

  private Utf8Text utf8(int from, int until) {
    return Utf8Text.of(line.text(from, until));
  }

  private Parsed.Rejected rejected(String reason, String detail, int from) {
    return new Parsed.Rejected(reason, detail + ": " + line.excerpt(from));
  }
}
