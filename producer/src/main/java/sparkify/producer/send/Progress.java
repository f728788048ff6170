package sparkify.producer.send;

import java.time.Duration;

/** Shows how far a replay is; called by one thread, a few times a second. */
public interface Progress extends AutoCloseable {
  /**
   * Says how far it is.
   *
   * @param fraction of the whole, 0 to 1
   */
  void update(long events, double fraction, Duration elapsed);

  /** A line for the reader, without harm to what is shown. */
  void say(String line);

  @Override
  void close();
}
