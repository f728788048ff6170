package sparkify.lake.log;

import java.time.Clock;
import java.util.function.Predicate;

/**
 * The program that wants to commit, and what it can find out about others.
 *
 * @param application its id at YARN
 * @param attempt of that application, from 1
 * @param code version of this software
 * @param isRunning whether an application, by id, has not ended
 */
public record Driver(
    String application, int attempt, String code, Predicate<String> isRunning, Clock clock) {

  /** Whether {@code other} is a later attempt of the same application. */
  boolean precedes(Manifest.Writer other) {
    return is(other.application()) && attempt < other.attempt();
  }

  boolean is(String other) {
    return application.equals(other);
  }
}
