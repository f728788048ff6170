package sparkify.producer.send;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import sparkify.producer.route.ReadAhead;
import sparkify.producer.route.RoutedLine;

/** Takes the lines one by one: past those the topic holds, to Kafka, or to the side file. */
final class SendingPass {
  private final RecordSender sender;
  private final SideFile side;
  private final Pace pace;
  private final StopSignal stop;
  private final long[] held;
  private long lines;
  private long skipped;
  private long unkeyed;

  /**
   * @param held records that each partition holds of this input already
   */
  SendingPass(RecordSender sender, SideFile side, Pace pace, StopSignal stop, long[] held) {
    this.sender = sender;
    this.side = side;
    this.pace = pace;
    this.stop = stop;
    this.held = held;
  }

  /** Returns at the end of the lines, or when asked to stop. */
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
    lines++;
    unkeyed += line.key() == null && line.fits() ? 1 : 0;
  }

  long lines() {
    return lines;
  }

  long skipped() {
    return skipped;
  }

  long unkeyed() {
    return unkeyed;
  }
}
