package sparkify.model;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sparkify.common.config.Durations;

/** Tells the steps of a job, to its log and to the command that waits for it. */
final class Steps {
  private static final Logger log = LoggerFactory.getLogger(Steps.class);

  private final ReportFile file;
  private final List<String> lines = new ArrayList<>();
  private final long begun = System.nanoTime();

  Steps(ReportFile file) {
    this.file = file;
  }

  void begin(String step) throws IOException {
    log.info("{}", step);
    String after = Durations.format(Duration.ofNanos(System.nanoTime() - begun));
    lines.add(step + " (after " + after + ")");
    file.writeSteps(lines);
  }
}
