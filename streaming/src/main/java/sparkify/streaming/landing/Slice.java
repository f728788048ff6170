package sparkify.streaming.landing;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Offsets of one partition, {@code from} inclusive to {@code until} exclusive. */
public record Slice(int partition, long from, long until) implements Serializable {
  /** The number of offsets; some may hold no record. */
  long length() {
    return until - from;
  }

  /**
   * Offsets that a stream hands out.
   *
   * @throws sparkify.lake.log.StopForGood when they go backwards: the topic lost its end
   */
  public static Slice of(String topic, int partition, long from, long until) {
    if (until < from) {
      throw Positions.beyondEnd(topic, partition, from, until);
    }
    return new Slice(partition, from, until);
  }

  /** What is left of {@code ranges} after {@code part}, the beginning of some of them. */
  public static List<Slice> after(List<Slice> ranges, List<Slice> part) {
    Map<Integer, Long> done = new HashMap<>();
    part.forEach(slice -> done.put(slice.partition, slice.until));
    return ranges.stream()
        .map(r -> new Slice(r.partition, done.getOrDefault(r.partition, r.from), r.until))
        .filter(rest -> rest.length() > 0)
        .toList();
  }
}
