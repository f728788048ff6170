package sparkify.analytics.table;

import java.io.Serializable;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the rows of a period depend on besides the period's own data.
 *
 * @param before how many periods before it; {@link #ALL} for all that there are
 */
public record Reads(int before) implements Serializable {
  /** Everything before a period. */
  static final int ALL = Integer.MAX_VALUE;

  private static final Pattern NUMBER = Pattern.compile("(\\d{1,5}) before");

  /** Reads {@code own}, {@code 2 before} or {@code all before}; empty for anything else. */
  static Optional<Reads> parse(String text) {
    Matcher number = NUMBER.matcher(text);
    if (number.matches()) {
      return Optional.of(new Reads(Integer.parseInt(number.group(1))));
    }
    return switch (text) {
      case "own" -> Optional.of(new Reads(0));
      case "all before" -> Optional.of(new Reads(ALL));
      default -> Optional.empty();
    };
  }
}
