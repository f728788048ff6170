package sparkify.model;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What the churn application is asked to do.
 *
 * @param train whether to train a model, and promote it if it passes its test
 * @param score whether to score users with the current model, after any training
 * @param asOf the last day of events to use, or null for the last complete day
 * @param top how many users the report lists
 */
public record ChurnRequest(boolean train, boolean score, @Nullable LocalDate asOf, int top) {

  /** Training only. */
  public static ChurnRequest training(@Nullable LocalDate asOf) {
    return new ChurnRequest(true, false, asOf, 0);
  }

  /** Scoring only. */
  public static ChurnRequest scoring(@Nullable LocalDate asOf, int top) {
    return new ChurnRequest(false, true, asOf, top);
  }

  /** Training, then scoring the last complete day. */
  public static ChurnRequest both(int top) {
    return new ChurnRequest(true, true, null, top);
  }
}
