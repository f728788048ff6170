package sparkify.producer.trouble;

import java.util.Arrays;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import sparkify.common.access.AccessParts;

/** Changes to lines of web servers' logs, which have no field that a schema might not know. */
final class AccessChanges {
  private AccessChanges() {}

  static Map<TroubleKind, Change> all() {
    return Map.of(
        TroubleKind.MALFORMED, of(AccessChanges::malformed),
        TroubleKind.MISSING_FIELD, of(AccessChanges::missingRequest),
        TroubleKind.WRONG_TYPE, of(AccessChanges::wrongStatus),
        TroubleKind.HUGE, of(AccessChanges::huge));
  }

  /** A change that needs to know where the parts of a line are. */
  private interface PartsChange {
    Change.@Nullable Changed of(byte[] line, AccessParts parts, RandomGenerator random);
  }

  private static Change of(PartsChange change) {
    return (line, random) -> {
      AccessParts parts = AccessParts.of(line);
      return parts == null ? null : change.of(line, parts, random);
    };
  }

  /** Cuts the line at the first quote within the request or before. */
  private static Change.Changed malformed(byte[] line, AccessParts parts, RandomGenerator random) {
    int quote = Bytes.indexOf(line, '"', parts.request() + 1);
    int cut = random.nextInt(1, quote + 1);
    return new Change.Changed(
        Arrays.copyOf(line, cut),
        "cut after %d of %d bytes".formatted(cut, line.length),
        missingAfter(line, parts, cut));
  }

  /** What is missing first in a line of which {@code cut} bytes are left. */
  private static String missingAfter(byte[] line, AccessParts parts, int cut) {
    int identity = Bytes.indexOf(line, ' ', 0) + 1;
    int user = Bytes.indexOf(line, ' ', identity) + 1;
    if (cut < user) {
      return "no-host";
    }
    if (cut < parts.time() + AccessParts.TIME_LENGTH) {
      return "no-time";
    }
    return cut <= parts.request() ? "no-request" : "no-answer";
  }

  private static Change.Changed missingRequest(
      byte[] line, AccessParts parts, RandomGenerator random) {
    return new Change.Changed(
        Bytes.replaced(line, parts.request(), parts.status(), ""),
        "took out the request",
        "no-request");
  }

  private static Change.@Nullable Changed wrongStatus(
      byte[] line, AccessParts parts, RandomGenerator random) {
    byte[] changed = Bytes.replaced(line, parts.status(), parts.status() + 3, "abc");
    return AccessParts.of(changed) != null // Something else in it looks like a status.
        ? null
        : new Change.Changed(changed, "the status is abc", "no-answer");
  }

  /** Makes the address longer, after its first slash. */
  private static Change.@Nullable Changed huge(
      byte[] line, AccessParts parts, RandomGenerator random) {
    int slash = Bytes.indexOf(line, '/', parts.request());
    int padding = Change.HUGE_BYTES - line.length;
    return slash < 0 || slash > parts.status() || padding < 0
        ? null
        : new Change.Changed(
            Bytes.replaced(line, slash + 1, slash + 1, "x".repeat(padding)),
            "a longer address makes it %d bytes".formatted(Change.HUGE_BYTES),
            null);
  }
}
