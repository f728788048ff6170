package sparkify.producer.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sparkify.common.OperatorError;
import sparkify.producer.line.LineSource;

@Timeout(60)
class ReadAheadTest {
  @Test
  void anErrorOfTheReadingThreadEndsTheReplay() throws Exception {
    RoutedLines lines =
        new RoutedLines(new FailingLines(1_500), line -> null, Long.MAX_VALUE, 3, 1 << 20);
    try (ReadAhead ahead = new ReadAhead(lines)) {
      for (int line = 1; line <= 1_000; line++) {
        assertThat(ahead.next()).isNotNull();
      }
      assertThatThrownBy(ahead::next)
          .isInstanceOf(OperatorError.class)
          .hasMessageContaining("Cannot read the next lines")
          .hasMessageContaining("Java heap space");
    }
  }

  /** Lines, and then what the JVM throws when its memory is used up. */
  private static final class FailingLines implements LineSource {
    private final long last;
    private long line;

    FailingLines(long last) {
      this.last = last;
    }

    @Override
    public byte @Nullable [] next() {
      if (line == last) {
        throw new OutOfMemoryError("Java heap space");
      }
      line++;
      return new byte[] {'a'};
    }

    @Override
    public long lineNumber() {
      return line;
    }

    @Override
    public long tooLong() {
      return 0;
    }

    @Override
    public long blankLines() {
      return 0;
    }

    @Override
    public double fraction() {
      return 0;
    }

    @Override
    public void close() {}
  }
}
