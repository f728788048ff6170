package sparkify.common.feed;

import java.util.function.UnaryOperator;

/**
 * How the columns of a CSV file become those of a feed.
 *
 * @param schema the feed's columns
 * @param naming the name of a feed's column, given a title of the file's header
 */
public record CsvColumns(Schema schema, UnaryOperator<String> naming) {}
