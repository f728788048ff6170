package sparkify.streaming;

import org.jspecify.annotations.Nullable;

/**
 * What the landing application is to do.
 *
 * @param untilCaughtUp end once what the topic holds now has landed
 * @param takeOver the application to take the table from although it runs, or null
 */
public record LandRequest(boolean untilCaughtUp, @Nullable String takeOver) {}
