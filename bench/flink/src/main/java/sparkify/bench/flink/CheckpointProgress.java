package sparkify.bench.flink;

import java.io.Serial;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.table.data.RowData;

/**
 * Passes rows on, and prints how many were passed before each checkpoint that completes. All tasks
 * are in one JVM, and share the counts.
 */
final class CheckpointProgress extends RichMapFunction<RowData, RowData>
    implements CheckpointedFunction, CheckpointListener {
  @Serial private static final long serialVersionUID = 1L;

  private static final Map<Long, Long> ROWS_BY_CHECKPOINT = new TreeMap<>();
  private static long rowsOfEndedTasks;
  private static long printed;

  private long rows;

  @Override
  public RowData map(RowData row) {
    rows++;
    return row;
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) {
    synchronized (ROWS_BY_CHECKPOINT) {
      ROWS_BY_CHECKPOINT.merge(context.getCheckpointId(), rows, Long::sum);
    }
  }

  /** Every task is told; the first one prints. */
  @Override
  public void notifyCheckpointComplete(long checkpoint) {
    synchronized (ROWS_BY_CHECKPOINT) {
      if (checkpoint > printed) {
        printed = checkpoint;
        print(ROWS_BY_CHECKPOINT.getOrDefault(checkpoint, 0L) + rowsOfEndedTasks);
      }
    }
  }

  @Override
  public void close() {
    synchronized (ROWS_BY_CHECKPOINT) {
      rowsOfEndedTasks += rows;
    }
  }

  /** Prints that the job has ended. */
  static void printEnd() {
    synchronized (ROWS_BY_CHECKPOINT) {
      print(rowsOfEndedTasks);
    }
  }

  private static void print(long all) {
    System.out.println("PROGRESS " + System.currentTimeMillis() + " " + all);
  }

  @Override
  public void initializeState(FunctionInitializationContext context) {}
}
