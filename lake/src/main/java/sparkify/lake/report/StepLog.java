package sparkify.lake.report;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sparkify.common.config.Durations;

/** Reports the steps of an application, in its log and to the command that waits for it. */
public final class StepLog {
  private static final Logger log = LoggerFactory.getLogger(StepLog.class);

  private final ReportFile file;
  private final List<String> lines = new ArrayList<>();
  private final long begun = System.nanoTime();

  public StepLog(ReportFile file) {
    this.file = file;
  }

  /** Reports that {@code step} begins now. */
  public void begin(String step) throws IOException {
    log.info("{}", step);
    String after = Durations.format(Duration.ofNanos(System.nanoTime() - begun));
    lines.add(step + " (after " + after + ")");
    file.writeSteps(lines);
  }
}
