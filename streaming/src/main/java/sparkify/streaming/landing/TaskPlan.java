package sparkify.streaming.landing;

import java.util.ArrayList;
import java.util.List;

/**
 * Divides a batch into tasks by its size, not by its partitions: a small batch is one task over all
 * ranges, because few files are better than many; a large one keeps every core busy, even when it
 * is a single range.
 */
final class TaskPlan {
  private TaskPlan() {}

  /**
   * Cuts ranges into equal shares.
   *
   * @param eventsPerTask fewer events than this are not worth another task and its files
   * @param cores at most this many tasks
   * @return one list of slices per task, none of them empty
   */
  static List<List<Slice>> of(List<Slice> ranges, int eventsPerTask, int cores) {
    long total = ranges.stream().mapToLong(Slice::length).sum();
    long tasks = Math.max(1, Math.min(cores, total / eventsPerTask));
    List<List<Slice>> plan = new ArrayList<>();
    long given = 0;
    for (Slice range : ranges) {
      long from = range.from();
      while (from < range.until()) {
        if (plan.isEmpty() || given >= total * plan.size() / tasks) {
          plan.add(new ArrayList<>());
        }
        long share = total * plan.size() / tasks - given;
        long until = Math.min(range.until(), from + share);
        plan.get(plan.size() - 1).add(new Slice(range.partition(), from, until));
        given += until - from;
        from = until;
      }
    }
    return plan;
  }
}
