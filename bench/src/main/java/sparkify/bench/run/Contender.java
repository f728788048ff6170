package sparkify.bench.run;

import java.io.IOException;

/** A program that is measured beside others. */
public record Contender(String name, Run run) {

  /** Runs the program once. */
  @FunctionalInterface
  public interface Run {
    /**
     * Runs it.
     *
     * @param round from 1
     * @throws sparkify.common.OperatorError when it fails, or did not do what it should have
     */
    Measurement measure(int round) throws IOException, InterruptedException;
  }
}
