package sparkify.analytics.trending;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/** A value of a column of text, or null. In order of its UTF-8 bytes, as Spark and DuckDB sort. */
final class Text implements Comparable<Text> {
  static final Text NULL = new Text(null);

  private final byte @Nullable [] utf8;
  private final int hash;

  private Text(byte @Nullable [] utf8) {
    this.utf8 = utf8;
    this.hash = Arrays.hashCode(utf8);
  }

  /** A copy, because {@code value} would keep a page of its file in memory. */
  static Text of(@Nullable Binary value) {
    return value == null ? NULL : new Text(value.getBytes());
  }

  boolean isNull() {
    return utf8 == null;
  }

  /** The text; not of null. */
  String string() {
    return new String(Objects.requireNonNull(utf8), StandardCharsets.UTF_8);
  }

  @Override
  public int compareTo(Text other) {
    return Arrays.compareUnsigned(utf8, other.utf8);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Text text && hash == text.hash && Arrays.equals(utf8, text.utf8);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
