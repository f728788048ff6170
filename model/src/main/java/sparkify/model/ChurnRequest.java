package sparkify.model;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What the churn application is to do.
 *
 * @param train make a model, and put it in use if it is worth it
 * @param score score users by the model in use, after training
 * @param asOf the last day to look at when scoring, or null for the last complete day
 * @param top how many users the report lists
 * @param onTooLittleData what to do when the lake holds too little for an honest model
 */
public record ChurnRequest(
    boolean train,
    boolean score,
    @Nullable LocalDate asOf,
    int top,
    OnTooLittleData onTooLittleData) {

  /** What to do when the lake holds too little for an honest model. */
  public enum OnTooLittleData {
    /** End as failed, with what is missing. */
    FAIL,
    /** Report what is missing, and succeed. */
    REPORT
  }

  /** Training alone. */
  public static ChurnRequest training() {
    return new ChurnRequest(true, false, null, 0, OnTooLittleData.FAIL);
  }

  /** Scoring alone. */
  public static ChurnRequest scoring(@Nullable LocalDate asOf, int top) {
    return new ChurnRequest(false, true, asOf, top, OnTooLittleData.FAIL);
  }

  /** Training, then scoring the last complete day, as far as the data allow. */
  public static ChurnRequest asFarAsTheDataAllow(int top) {
    return new ChurnRequest(true, true, null, top, OnTooLittleData.REPORT);
  }
}
