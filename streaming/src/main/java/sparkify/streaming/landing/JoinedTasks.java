package sparkify.streaming.landing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import sparkify.lake.log.CommitSession.Batch;
import sparkify.lake.log.CommitSession.StagedFile;
import sparkify.lake.log.Manifest.Range;

/** Joins the results of a batch's tasks, and checks that they add up. */
final class JoinedTasks {
  private JoinedTasks() {}

  static Batch batch(List<LandingTask.Done> done) {
    Map<Integer, Range> ranges = new TreeMap<>();
    List<StagedFile> rows = new ArrayList<>();
    List<StagedFile> rejects = new ArrayList<>();
    for (LandingTask.Done one : done) {
      one.ranges().forEach(r -> ranges.merge(r.partition(), r, JoinedTasks::joined));
      rows.addAll(one.rows());
      rejects.addAll(one.rejects());
    }
    requireBalance(ranges.values(), Range::landed, rows);
    requireBalance(ranges.values(), Range::rejected, rejects);
    return new Batch(List.copyOf(ranges.values()), rows, rejects);
  }

  /** Checks that the tasks saw every offset, and that their files hold the rows they counted. */
  private static void requireBalance(
      Collection<Range> ranges, ToLongFunction<Range> count, List<StagedFile> files) {
    long counted = ranges.stream().mapToLong(count).sum();
    long written = files.stream().mapToLong(StagedFile::rows).sum();
    if (counted != written || !ranges.stream().allMatch(JoinedTasks::isBalanced)) {
      throw new IllegalStateException(
          "Cannot commit %s: the tasks counted %d rows, and their files hold %d"
              .formatted(ranges, counted, written));
    }
  }

  private static boolean isBalanced(Range range) {
    long counted = range.landed() + range.rejected() + range.absent();
    return counted == range.until() - range.from();
  }

  private static Range joined(Range first, Range second) {
    if (first.until() != second.from()) {
      throw new IllegalStateException(
          "Cannot join slices that are not adjacent: " + first + ", " + second);
    }
    return new Range(
        first.partition(),
        first.from(),
        second.until(),
        first.landed() + second.landed(),
        first.rejected() + second.rejected(),
        first.absent() + second.absent(),
        second.last() == null ? first.last() : second.last(),
        first.sum() == null || second.sum() == null ? null : first.sum() + second.sum());
  }
}
