package sparkify.lake.log;

import java.time.Clock;
import java.util.function.Predicate;

/**
 * The program that commits, and what it can find out about others.
 *
 * @param application its application id on YARN
 * @param attempt its attempt number, from 1
 * @param code version of this software
 * @param isRunning tells whether the application with this id has not ended yet
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
