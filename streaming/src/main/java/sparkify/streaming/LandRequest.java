package sparkify.streaming;

import org.jspecify.annotations.Nullable;

/**
 * What the landing application is to do.
 *
 * @param untilCaughtUp whether to end once everything now in the topic has landed
 * @param takeOver the running application to take the table over from, or null
 */
public record LandRequest(boolean untilCaughtUp, @Nullable String takeOver) {}
