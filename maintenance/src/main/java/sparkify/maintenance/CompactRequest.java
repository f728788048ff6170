package sparkify.maintenance;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What the compaction application is asked to do.
 *
 * @param before only dates before this one are compacted; null for all
 * @param mode whether to change anything
 */
public record CompactRequest(@Nullable LocalDate before, Mode mode) {

  /** Whether to change anything. */
  public enum Mode {
    /** Compact. */
    RUN,
    /** Report what would be done. */
    DRY_RUN
  }
}
