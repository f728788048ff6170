package sparkify.maintenance;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What the compaction application is asked to do.
 *
 * @param before only dates before this one are compacted; null for all
 */
public record CompactRequest(@Nullable LocalDate before) {}
