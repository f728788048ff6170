package sparkify.common.feed;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Whole numbers in JSON, however they are written: {@code 87}, {@code 87.0} and {@code 8.7e1} are
 * one number. Programs that keep a column with gaps as floating point write the second.
 */
public final class WholeNumber {
  private static final int LONG_DIGITS = 19;

  private WholeNumber() {}

  /** The digits of the parser's current value, or null if it is not a whole number. */
  public static @Nullable String digits(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      String text = json.getText();
      return text.equals("-0") ? "0" : text;
    }
    Long number = value(json);
    return number == null ? null : number.toString();
  }

  /** The parser's current value, or null if it is not a whole number between the bounds of long. */
  static @Nullable Long value(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case VALUE_NUMBER_INT ->
          json.getNumberType() == NumberType.BIG_INTEGER ? null : (Long) json.getLongValue();
      case VALUE_NUMBER_FLOAT -> exact(json.getDecimalValue());
      default -> null;
    };
  }

  private static @Nullable Long exact(BigDecimal number) {
    BigDecimal bare = number.stripTrailingZeros();
    long digits = (long) bare.precision() - bare.scale();
    if (bare.scale() > 0 || digits > LONG_DIGITS) { // The second: 1e1000000000 has too many zeros.
      return null;
    }
    BigInteger whole = bare.toBigIntegerExact();
    return whole.bitLength() < Long.SIZE ? (Long) whole.longValue() : null;
  }
}
