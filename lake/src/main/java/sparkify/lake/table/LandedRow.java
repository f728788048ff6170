package sparkify.lake.table;

import sparkify.common.feed.Parsed;

/**
 * A row and the record it came from.
 *
 * @param timestamp when the record was sent, epoch milliseconds
 */
public record LandedRow(Parsed.Row row, int partition, long offset, long timestamp) {}
