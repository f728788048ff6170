package sparkify.producer.trouble;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A way to change a line that would land. */
@FunctionalInterface
interface Change {
  /** The size of a record that is nearly too large for a topic as Kafka creates it. */
  int HUGE_BYTES = 900_000;

  /** The changed line, or null if this one cannot be changed so. */
  @Nullable Changed of(byte[] line, RandomGenerator random);

  /**
   * A changed line.
   *
   * @param what was done, for people
   * @param reason why it is rejected, whatever its time; null if only its time can be a reason
   */
  @SuppressWarnings("ArrayRecordComponent") // One per line, never compared.
  record Changed(byte[] line, String what, @Nullable String reason) {}
}
