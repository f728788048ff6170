package sparkify.producer.send;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import sparkify.producer.route.ReadAhead;
import sparkify.producer.route.RoutedLine;

/**
 * Handles one line after another: keeps it in the side file if it is too large, skips it if the
 * topic already holds it, sends it otherwise.
 */
final class SendingPass {
  private final RecordSender sender;
  private final SideFile side;
  private final Pace pace;
  private final StopSignal stop;
  private final long[] held;
  private long skipped;
  private long unkeyed;

  /**
   * Prepares the pass.
   *
   * @param held the number of records of this input that each partition holds already
   */
  SendingPass(RecordSender sender, SideFile side, Pace pace, StopSignal stop, long[] held) {
    this.sender = sender;
    this.side = side;
    this.pace = pace;
    this.stop = stop;
    this.held = held;
  }

  /** Runs until the lines end or a stop is requested. */
  void run(ReadAhead source) throws IOException, InterruptedException {
    @Nullable RoutedLine line = source.next();
    while (line != null && !stop.requested()) {
      take(line);
      line = source.next();
    }
  }

  private void take(RoutedLine line) throws InterruptedException {
    int partition = line.partition();
    if (!line.fits()) {
      side.keep(line);
    } else if (held[partition] > 0) {
      held[partition]--;
      skipped++;
    } else {
      pace.await();
      sender.send(line);
    }
    unkeyed += line.key() == null && line.fits() ? 1 : 0;
  }

  long skipped() {
    return skipped;
  }

  long unkeyed() {
    return unkeyed;
  }
}
