package sparkify.producer.route;

import org.jspecify.annotations.Nullable;

/**
 * A line and where it goes.
 *
 * @param number from 1
 * @param fits whether the topic takes a record of this size
 */
@SuppressWarnings("ArrayRecordComponent") // One is made per line, compared by nobody.
public record RoutedLine(
    long number, byte[] value, byte @Nullable [] key, int partition, boolean fits) {}
