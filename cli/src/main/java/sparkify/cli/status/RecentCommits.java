package sparkify.cli.status;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import sparkify.lake.log.CommitLog;
import sparkify.lake.log.Manifest;

/**
 * What the newest commits say.
 *
 * @param outPerSecond offsets per second that were committed in the last minute
 * @param secondsBetweenBatches mean time from one batch of the last minute to the next, or null if
 *     there are fewer than two: while records wait, it is the time that a batch takes
 */
record RecentCommits(double outPerSecond, @Nullable Double secondsBetweenBatches) {
  /** More batches than a minute has, unless they are landed in several commits each. */
  private static final int MAX = 200;

  /**
   * Reads the newest commits.
   *
   * @param newest number of the newest one
   */
  static RecentCommits read(CommitLog log, long newest, Instant now) throws IOException {
    List<Manifest> batches = new ArrayList<>();
    List<Long> wanted =
        LongStream.rangeClosed(Math.max(1, newest - MAX + 1), newest).boxed().toList();
    log.history(
        wanted,
        manifest -> {
          if (manifest.kind() == Manifest.Kind.BATCH) {
            batches.add(manifest);
          }
        });
    return of(batches, newest > MAX, now);
  }

  /**
   * @param partial whether there are older batches: the time before the first one says nothing
   */
  static RecentCommits of(List<Manifest> batches, boolean partial, Instant now) {
    Instant begin = now.minus(TopicLook.WINDOW);
    List<Manifest> recent =
        batches.stream().filter(batch -> batch.committedAt().isAfter(begin)).toList();
    if (recent.isEmpty()) {
      return new RecentCommits(0, null);
    }
    Instant first = recent.get(0).committedAt();
    boolean cut = partial && recent.size() == batches.size();
    Duration window = cut ? Duration.between(first, now) : TopicLook.WINDOW;
    long offsets = recent.stream().skip(cut ? 1 : 0).mapToLong(RecentCommits::offsets).sum();
    return new RecentCommits(
        offsets / Math.max(1, seconds(window)),
        recent.size() < 2
            ? null
            : seconds(Duration.between(first, recent.get(recent.size() - 1).committedAt()))
                / (recent.size() - 1));
  }

  private static long offsets(Manifest batch) {
    return batch.ranges().stream().mapToLong(range -> range.until() - range.from()).sum();
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1_000.0;
  }
}
