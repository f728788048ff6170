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
 * What the newest batches of the driver that opened the table last say: those of the last minute,
 * and at least {@value #FEW}, however old they are. A batch that landed in several commits counts
 * as several.
 *
 * @param outPerSecond offsets per second that were committed; once nothing lands any more, it falls
 * @param secondsBetweenBatches mean time from one batch to the next, or null before the first:
 *     while records wait, it is the time that a batch takes
 */
record RecentCommits(double outPerSecond, @Nullable Double secondsBetweenBatches) {
  private static final RecentCommits NONE = new RecentCommits(0, null);
  private static final int FEW = 4;

  /** More commits than a minute has. */
  private static final int MAX = 200;

  /**
   * Reads the newest commits.
   *
   * @param newest number of the newest one
   */
  static RecentCommits read(CommitLog log, long newest, Instant now) throws IOException {
    List<Manifest> commits = new ArrayList<>();
    log.history(
        LongStream.rangeClosed(Math.max(1, newest - MAX + 1), newest).boxed().toList(),
        commits::add);
    return of(commits, now);
  }

  /**
   * The first of the commits only marks when the time begins in which the others landed: it is the
   * opening, or the batch before them.
   */
  static RecentCommits of(List<Manifest> commits, Instant now) {
    List<Manifest> all = sinceOpening(commits);
    long inWindow =
        all.stream().filter(c -> c.committedAt().isAfter(now.minus(TopicLook.WINDOW))).count();
    int wanted = 1 + Math.toIntExact(Math.max(FEW, inWindow));
    List<Manifest> recent = all.subList(Math.max(0, all.size() - wanted), all.size());
    if (recent.size() < 2) {
      return NONE;
    }
    Instant first = recent.get(0).committedAt();
    Instant last = recent.get(recent.size() - 1).committedAt();
    double spacing = seconds(Duration.between(first, last)) / (recent.size() - 1);
    boolean idle = seconds(Duration.between(last, now)) > 2 * spacing;
    double window = seconds(Duration.between(first, idle ? now : last));
    long offsets = recent.stream().skip(1).mapToLong(RecentCommits::offsets).sum();
    return new RecentCommits(offsets / Math.max(1, window), spacing);
  }

  /** The newest opening, if it is among the commits, and the batches after it. */
  private static List<Manifest> sinceOpening(List<Manifest> commits) {
    List<Manifest> since = new ArrayList<>();
    for (Manifest commit : commits) {
      if (commit.kind() == Manifest.Kind.OPEN) {
        since.clear();
      }
      if (commit.kind() == Manifest.Kind.OPEN || commit.kind() == Manifest.Kind.BATCH) {
        since.add(commit);
      }
    }
    return since;
  }

  private static long offsets(Manifest batch) {
    return batch.ranges().stream().mapToLong(range -> range.until() - range.from()).sum();
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1_000.0;
  }
}
