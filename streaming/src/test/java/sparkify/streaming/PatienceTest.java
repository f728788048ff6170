package sparkify.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.security.AccessControlException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sparkify.common.Incident;
import sparkify.streaming.Patience.Next;

@Timeout(30)
class PatienceTest {
  private final IOException fault = new IOException("odd");

  private final List<String> reports = new ArrayList<>();
  private final Deque<Exception> answers = new ArrayDeque<>();
  private final AtomicBoolean stopRequested = new AtomicBoolean();
  private final AtomicBoolean waiting = new AtomicBoolean();
  private Duration waited = Duration.ZERO;
  private final Patience patience =
      new Patience(
          List.of(
              new Service(
                  Incident.KAFKA_UNREACHABLE, "Kafka", Duration.ofSeconds(20), this::answer)),
          stopRequested::get,
          pause -> waited = waited.plus(pause),
          new Passing(),
          reports::add,
          waiting::set);

  @Test
  void waitsAsLongAsAServiceIsAway() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      answers.add(new IOException("refused"));
    }
    assertThat(patience.after(fault)).isEqualTo(Next.TRY_AGAIN);
    assertThat(answers).isEmpty();
    assertThat(waiting).isTrue();
    assertThat(waited).isBetween(Duration.ofHours(2), Duration.ofHours(3));
    patience.batchDone();
    assertThat(waiting).isFalse();
    assertThat(reports)
        .containsExactly(
            "Waiting since 1970-01-01T00:00:00Z; landing will go on by itself: Kafka is away (refused)"
                + " (docs/operations.md, KAFKA_UNREACHABLE)",
            "Landing goes on after waiting 2h 46m");
  }

  @Test
  void givesUpAfterFiveFaultsInARowAndSaysWhichTryIsTheLast() throws Exception {
    for (int i = 0; i < 4; i++) {
      assertThat(patience.after(fault)).isEqualTo(Next.TRY_AGAIN);
    }
    assertThat(reports).hasSize(4);
    assertThat(reports.subList(0, 3)).noneMatch(line -> line.contains("last"));
    assertThat(reports.get(3)).contains("for the last time").contains("odd");
    assertThat(patience.after(fault)).isEqualTo(Next.GIVE_UP);
  }

  @Test
  void countsFaultsAnewAfterABatch() throws Exception {
    for (int i = 0; i < 20; i++) {
      assertThat(patience.after(fault)).isEqualTo(Next.TRY_AGAIN);
      patience.batchDone();
    }
  }

  @Test
  void forgivesAnOutageThatIsOverWhenItLooksButNotWithoutEnd() throws Exception {
    Exception blip = new IOException(new ConnectException("refused"));
    for (int i = 0; i < 10; i++) {
      assertThat(patience.after(blip)).isEqualTo(Next.TRY_AGAIN);
    }
    assertThat(reports).hasSize(1).first().asString().contains("refused", "docs/operations.md");
    for (int i = 0; i < 4; i++) {
      assertThat(patience.after(blip)).isEqualTo(Next.TRY_AGAIN);
    }
    assertThat(patience.after(blip)).isEqualTo(Next.GIVE_UP);
  }

  @Test
  void countsTheFailureOfAServiceThatRefusesThisProgram() throws Exception {
    for (int i = 0; i < 4; i++) {
      answers.add(new AccessControlException("not you"));
      assertThat(patience.after(fault)).isEqualTo(Next.TRY_AGAIN);
    }
    answers.add(new AccessControlException("not you"));
    assertThat(patience.after(fault)).isEqualTo(Next.GIVE_UP);
  }

  @Test
  void doesNotTakeAnAnswerForAnAbsence() throws Exception {
    answers.add(new ParentNotDirectoryException("/lake is a file"));
    assertThat(patience.after(fault)).isEqualTo(Next.TRY_AGAIN);
    assertThat(reports).singleElement().asString().startsWith("Landing failed (1 in a row)");
  }

  @Test
  void stopsOnRequestWhileAServiceIsAway() throws Exception {
    answers.add(new IOException("refused"));
    stopRequested.set(true);
    assertThat(patience.after(fault)).isEqualTo(Next.STOP);
  }

  private @Nullable Void answer() throws Exception {
    Exception next = answers.poll();
    if (next != null) {
      throw next;
    }
    return null;
  }

  /** A clock that shows how long the pauses were. */
  private final class Passing extends Clock {
    @Override
    public Instant instant() {
      return Instant.EPOCH.plus(waited);
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
