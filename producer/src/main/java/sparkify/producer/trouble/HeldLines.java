package sparkify.producer.trouble;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/** Lines that are held back until they are due, in a bounded amount of memory. */
final class HeldLines {
  private static final long OVERHEAD_BYTES = 128;

  private final long maxBytes;
  private final PriorityQueue<Held> byDue =
      new PriorityQueue<>(Comparator.comparingLong(Held::due).thenComparingLong(Held::number));
  private long bytes;

  /**
   * A line that is held back.
   *
   * @param due the line may go once this is reached: a time, or a number of lines read
   */
  @SuppressWarnings("ArrayRecordComponent") // One per line, never compared.
  record Held(byte[] line, long number, TroublePlan.Part part, long due) {
    private long bytes() {
      return line.length + OVERHEAD_BYTES;
    }
  }

  HeldLines(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  void hold(Held line) {
    byDue.add(line);
    bytes += line.bytes();
  }

  /** Lets the lines go that are due at {@code now}. */
  List<Held> due(long now) {
    return released(() -> byDue.element().due() <= now);
  }

  /** Lets the lines go for which there is no room, those that are due first. */
  List<Held> surplus() {
    return released(() -> bytes > maxBytes);
  }

  /** Lets all lines go, in the order of the input. */
  List<Held> rest() {
    List<Held> all = released(() -> true);
    all.sort(Comparator.comparingLong(Held::number));
    return all;
  }

  private List<Held> released(BooleanSupplier condition) {
    List<Held> all = new ArrayList<>();
    while (!byDue.isEmpty() && condition.getAsBoolean()) {
      Held next = byDue.remove();
      bytes -= next.bytes();
      all.add(next);
    }
    return all;
  }
}
