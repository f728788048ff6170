package sparkify.cli.yarn;

import org.jspecify.annotations.Nullable;

/** Texts of YARN, in which a reason is followed by a stack trace. */
final class Diagnostics {
  private static final int MAX_LENGTH = 500;

  private Diagnostics() {}

  /** The reason alone, on one line; "nothing" when there is none. */
  static String oneLine(@Nullable String diagnostics) {
    String reason =
        (diagnostics == null ? "" : diagnostics)
            .replaceAll("(?m)^\\s+at .*$|^\\s*\\.\\.\\. \\d+ more$", "")
            .replaceFirst("(?s).*?User class threw exception: ([\\w.$]+: )?", "")
            .replaceAll("\\s+", " ")
            .strip();
    return reason.isEmpty()
        ? "nothing"
        : reason.substring(0, Math.min(MAX_LENGTH, reason.length()));
  }
}
