package sparkify.bench.run;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sparkify.common.OperatorError;

/**
 * Runs a part. Its contenders take turns, so that whatever else the machine does meets all of them.
 */
public final class Rounds {
  private static final Logger log = LoggerFactory.getLogger(Rounds.class);

  private final int runs;
  private final PrintWriter progress;

  /**
   * @param runs of each contender
   */
  public Rounds(int runs, PrintWriter progress) {
    this.runs = runs;
    this.progress = progress;
  }

  /** Runs all of {@code part}; what fails does not keep the rest from being run. */
  public Result run(Part part) throws InterruptedException {
    Map<String, List<Measurement>> measured = new LinkedHashMap<>();
    List<String> failures = new ArrayList<>();
    try {
      say(part.name() + ": preparing");
      List<Contender> contenders = part.contenders();
      for (int round = 1; round <= runs; round++) {
        for (Contender contender : contenders) {
          say("%s: %s, %d of %d".formatted(part.name(), contender.name(), round, runs));
          measure(contender, round, measured, failures);
        }
      }
    } catch (Skipped e) {
      return new Result(
          part.name(), part.title(), measured, String.valueOf(e.getMessage()), failures);
    } catch (OperatorError | IOException e) {
      fail(part.name(), e, failures);
    }
    return new Result(part.name(), part.title(), measured, "", failures);
  }

  private void measure(
      Contender contender,
      int round,
      Map<String, List<Measurement>> measured,
      List<String> failures)
      throws InterruptedException {
    try {
      Measurement one = contender.run().measure(round);
      measured.computeIfAbsent(contender.name(), name -> new ArrayList<>()).add(one);
    } catch (OperatorError | IOException e) {
      fail(contender.name(), e, failures);
    }
  }

  private void fail(String who, Exception e, List<String> failures) {
    log.error("{} failed", who, e);
    failures.add(who + ": " + e.getMessage());
    say("  failed: " + e.getMessage());
  }

  private void say(String line) {
    progress.println(line);
    progress.flush();
  }
}
