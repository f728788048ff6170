package sparkify.producer.send;

import java.util.concurrent.TimeUnit;
import sparkify.common.OperatorError;
import sparkify.producer.pace.Pace;
import sparkify.producer.route.Position;
import sparkify.producer.route.ReadAhead;
import sparkify.producer.route.RoutedLine;

/**
 * Handles one line after another: skips it if the topic holds it already, keeps it in the side file
 * if it is too large, sends it otherwise, when it is due.
 */
final class SendingPass {
  // A file that is followed has no end; what it held before is there at once.
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Delivery delivery;
  private final SideFile side;
  private final Pace pace;
  private final StopSignal stop;
  private final boolean followed;
  private long skipped;
  private long unkeyed;

  /**
   * Prepares the pass.
   *
   * @param followed whether the input has no end
   */
  SendingPass(Delivery delivery, SideFile side, Pace pace, StopSignal stop, boolean followed) {
    this.delivery = delivery;
    this.side = side;
    this.pace = pace;
    this.stop = stop;
    this.followed = followed;
  }

  /**
   * Skips the lines up to {@code position}.
   *
   * @throws ChangedInputException if other lines lead there
   */
  void skip(ReadAhead source, Position position) throws InterruptedException {
    Position at = Position.START;
    while (at.lines() < position.lines()) {
      RoutedLine line = source.poll(() -> followed ? PATIENCE_NANOS : Long.MAX_VALUE);
      if (line == null || line.end().lines() != at.lines() + 1) {
        throw new ChangedInputException(tooShort(at, position));
      }
      at = line.end();
      setAside(line);
    }
    if (!at.equals(position)) {
      throw new ChangedInputException(
          "its first %,d lines are not those that were sent".formatted(position.lines()));
    }
    skipped = position.lines() - side.lines();
  }

  private String tooShort(Position at, Position position) {
    String few =
        "it has only %,d lines, but %,d of it were sent".formatted(at.lines(), position.lines());
    return followed
        ? few
            + ", so the file was replaced while it was not followed: send the rest of the old one under this ID"
        : few;
  }

  /** Sends until the lines end or a stop is requested. */
  void send(ReadAhead source) throws InterruptedException {
    while (!stop.requested()) {
      RoutedLine line = source.poll(() -> delivery.untilCommit(System.nanoTime()));
      if (line != null) {
        send(line);
      } else if (source.isOver()) {
        return;
      } else {
        commitIfDue(System.nanoTime());
      }
    }
  }

  private void send(RoutedLine line) throws InterruptedException {
    if (setAside(line)) {
      delivery.pass(line);
      return;
    }
    awaitDue(line);
    commitIfDue(delivery.send(line));
  }

  /** Keeps a line that is too large in the side file; false if it is not. */
  private boolean setAside(RoutedLine line) {
    if (line.fits()) {
      unkeyed += line.key() == null ? 1 : 0;
      return false;
    }
    side.keep(line);
    return true;
  }

  private void awaitDue(RoutedLine line) throws InterruptedException {
    if (pace.isUnlimited()) {
      return;
    }
    pace.next(line.value());
    for (long early = pace.early(); early > 0; early = pace.early()) {
      long now = System.nanoTime();
      TimeUnit.NANOSECONDS.sleep(Math.min(early, Math.max(0, delivery.untilCommit(now))));
      commitIfDue(System.nanoTime());
    }
  }

  private void commitIfDue(long now) throws InterruptedException {
    if (delivery.untilCommit(now) <= 0) {
      delivery.commit();
    }
  }

  long skipped() {
    return skipped;
  }

  long unkeyed() {
    return unkeyed;
  }

  /** What was sent is not the beginning of the input. */
  static final class ChangedInputException extends OperatorError {
    private static final long serialVersionUID = 1L;

    ChangedInputException(String why) {
      super(why);
    }
  }
}
