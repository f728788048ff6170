package sparkify.producer.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sparkify.common.OperatorError;
import sparkify.producer.line.LineSource;
import sparkify.producer.route.RoutedLines.Targets;

@Timeout(60)
class ReadAheadTest {
  @Test
  void anErrorOfTheReadingThreadEndsTheReplay() throws Exception {
    RoutedLines lines =
        new RoutedLines(new FailingLines(1_500), line -> null, new Targets(3, 1 << 20));
    try (ReadAhead ahead = new ReadAhead(lines)) {
      for (int line = 1; line <= 1_500; line++) {
        assertThat(ahead.poll(() -> Long.MAX_VALUE)).isNotNull();
      }
      assertThatThrownBy(() -> ahead.poll(() -> Long.MAX_VALUE))
          .isInstanceOf(OperatorError.class)
          .hasMessageContaining("Cannot read the next lines")
          .hasMessageContaining("Java heap space");
    }
  }

  @Test
  void handsOverTheLinesOfASlowInputBeforeThereAreMany() throws Exception {
    SlowLines slow = new SlowLines();
    try (ReadAhead ahead = new ReadAhead(new RoutedLines(slow, line -> null, new Targets(3, 9)))) {
      for (byte line = 1; line < 4; line++) {
        slow.lines.put(new byte[] {line});
        RoutedLine read = ahead.poll(() -> Long.MAX_VALUE);
        assertThat(Objects.requireNonNull(read).value()).containsExactly(line);
      }
      assertThat(ahead.poll(() -> 1_000)).isNull();
      assertThat(ahead.isOver()).isFalse();
      slow.lines.put(SlowLines.END);
      assertThat(ahead.poll(() -> Long.MAX_VALUE)).isNull();
      assertThat(ahead.isOver()).isTrue();
    }
  }

  @Test
  void aFailureIsNotTakenForTheEnd() throws Exception {
    RoutedLines lines = new RoutedLines(new FailingLines(0), line -> null, new Targets(3, 9));
    try (ReadAhead ahead = new ReadAhead(lines)) {
      assertThatThrownBy(() -> ahead.poll(() -> Long.MAX_VALUE)).isInstanceOf(OperatorError.class);
      assertThat(ahead.isOver()).isFalse();
    }
  }

  /** Lines that somebody else writes. */
  private static final class SlowLines implements LineSource {
    private static final byte[] END = {};

    private final BlockingQueue<byte[]> lines = new LinkedBlockingQueue<>();
    private long line;

    @Override
    public byte @Nullable [] next() throws IOException {
      line++;
      try {
        byte[] next = lines.take();
        return next == END ? null : next;
      } catch (InterruptedException e) {
        throw new InterruptedIOException("closed");
      }
    }

    @Override
    public long lineNumber() {
      return line;
    }

    @Override
    public double fraction() {
      return 0;
    }

    @Override
    public void close() {}
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
