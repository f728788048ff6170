package sparkify.producer.trouble;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What can be done to a line. */
public enum TroubleKind {
  /** It is sent twice in a row. */
  DUPLICATE,
  /** It is held back for some of the input's own time. */
  LATE,
  /** It is held back for some lines. */
  OUT_OF_ORDER,
  /** It is cut off. */
  MALFORMED,
  /** Something that every record must have is taken out. */
  MISSING_FIELD,
  /** Text stands where a number is meant. */
  WRONG_TYPE,
  /** It gets a field that the schema does not know. */
  UNKNOWN_FIELD,
  /** Its time is moved by a century. */
  FUTURE,
  /** It is padded until it is nearly too large for Kafka. */
  HUGE;

  private final String term = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The word for it, such as {@code out-of-order}. */
  public String term() {
    return term;
  }

  /** The words for all of them. */
  public static String terms() {
    return Arrays.stream(values()).map(TroubleKind::term).collect(Collectors.joining(", "));
  }

  static Optional<TroubleKind> named(String term) {
    return Arrays.stream(values()).filter(kind -> kind.term.equals(term)).findAny();
  }

  /** Whether the bytes of the line stay as they are. */
  boolean isDelivery() {
    return this == DUPLICATE || this == LATE || this == OUT_OF_ORDER;
  }
}
