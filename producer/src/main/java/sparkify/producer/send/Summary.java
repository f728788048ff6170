package sparkify.producer.send;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import sparkify.common.config.Durations;

/**
 * What a replay did.
 *
 * @param key what the key of a line is, for people
 * @param resume the id to resume it by; empty for none
 * @param sent events that Kafka acknowledged; if it can be resumed, that it committed
 * @param bytes total size of their values
 * @param skipped events that were in the topic already
 * @param unkeyed lines sent or skipped without a key
 * @param blank blank lines skipped
 * @param tooLarge lines kept in the side file
 * @param lost events that a stopped or failed replay had in flight, or did not commit
 * @param waited time spent waiting for an unreachable broker
 * @param p50 median time from sending to acknowledgement
 * @param p99 the same of all but one in a hundred
 */
public record Summary(
    String topic,
    String key,
    String resume,
    long sent,
    long bytes,
    long skipped,
    long unkeyed,
    long blank,
    long tooLarge,
    long lost,
    Duration time,
    Duration waited,
    Duration p50,
    Duration p99,
    boolean stopped) {

  /** Events per second over the whole replay. */
  long rate() {
    return Math.round(sent / Math.max(1e-3, time.toNanos() / 1e9));
  }

  /** The summary as it is printed. */
  public String text() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s %,d events, %,d bytes, to %s in %s: %,d events/s, latency p50 %s, p99 %s"
            .formatted(
                stopped ? "Stopped after" : "Sent",
                sent,
                bytes,
                topic,
                Durations.format(time),
                rate(),
                Durations.format(p50),
                Durations.format(p99)));
    note(lines, skipped, "%,d events were in the topic already");
    note(lines, unkeyed, "%,d lines have no " + key + " and were sent without a key");
    note(lines, blank, "%,d blank lines were skipped");
    note(lines, tooLarge, "%,d lines were too large for the topic");
    note(
        lines,
        lost,
        resume.isEmpty()
            ? "%,d events were in flight and may or may not have arrived"
            : "%,d events may not have been committed; repeated, it sends those that were not");
    if (!waited.isZero()) {
      lines.add("  waited " + Durations.format(waited) + " for Kafka");
    }
    lines.add("  " + guarantee());
    return String.join(System.lineSeparator(), lines);
  }

  private String guarantee() {
    return resume.isEmpty()
        ? "sent again from the beginning if it is repeated; --resume sends every line once"
        : "exactly once, as '" + resume + "': repeated, it goes on after the last of them";
  }

  private static void note(List<String> lines, long count, String format) {
    if (count > 0) {
      lines.add("  " + format.formatted(count));
    }
  }
}
