package sparkify.producer.send;

import java.time.Duration;

/** Shows the progress of a replay; called by one thread, a few times a second. */
interface Progress extends AutoCloseable {
  /**
   * Shows new figures.
   *
   * @param fraction share of the replay that is done, 0 to 1
   */
  void update(long events, double fraction, Duration elapsed);

  /** Prints a line without disturbing what is shown. */
  void print(String line);

  @Override
  void close();
}
