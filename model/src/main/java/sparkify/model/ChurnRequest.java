package sparkify.model;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What the churn application is asked to do.
 *
 * @param train whether to train a model, and promote it if it passes its test
 * @param score whether to score users with the current model, after any training
 * @param asOf the last day of events to score with, or null for the last complete day
 * @param top how many users the report lists
 * @param onTooLittleData what to do when there is too little data to train and test a model
 */
public record ChurnRequest(
    boolean train,
    boolean score,
    @Nullable LocalDate asOf,
    int top,
    OnTooLittleData onTooLittleData) {

  /** What to do when there is too little data to train and test a model. */
  public enum OnTooLittleData {
    /** Fail, with a message that says what is missing. */
    FAIL,
    /** Report what is missing and succeed. */
    REPORT
  }

  /** Training only. */
  public static ChurnRequest training() {
    return new ChurnRequest(true, false, null, 0, OnTooLittleData.FAIL);
  }

  /** Scoring only. */
  public static ChurnRequest scoring(@Nullable LocalDate asOf, int top) {
    return new ChurnRequest(false, true, asOf, top, OnTooLittleData.FAIL);
  }

  /** Training, then scoring the last complete day; too little data for that is only reported. */
  public static ChurnRequest bestEffort(int top) {
    return new ChurnRequest(true, true, null, top, OnTooLittleData.REPORT);
  }
}
