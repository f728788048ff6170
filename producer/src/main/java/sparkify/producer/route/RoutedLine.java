package sparkify.producer.route;

import org.jspecify.annotations.Nullable;

/**
 * A line with its key and partition.
 *
 * @param number the line number, from 1
 * @param end the position after it
 * @param fits whether the topic accepts a record of this size
 * @param tooLong the length of a line that was too long to be kept, and whose value is empty; 0 for
 *     any other
 */
@SuppressWarnings("ArrayRecordComponent") // One per line, never compared.
public record RoutedLine(
    long number,
    Position end,
    byte[] value,
    byte @Nullable [] key,
    int partition,
    boolean fits,
    long tooLong) {}
