package sparkify.common.feed;

import java.util.Optional;
import sparkify.common.config.Settings;

/**
 * A kind of record that datasets hold. It is all that the producer and the landing core know of
 * their content, so another feed costs a class like this, and a line in {@code FeedCatalogue}.
 */
public interface FeedKind {
  /** One word: the topic is {@code DATASET.name}, and the table the folder {@code name}. */
  String name();

  /** The columns of its table. */
  Schema schema();

  /** Turns a record into a row or rejects it. */
  RowParser parser(Settings settings);

  /** How its records are made of a CSV file, or empty if they are the lines of a file. */
  default Optional<CsvColumns> csv() {
    return Optional.empty();
  }

  /** Finds the Kafka key of a line, by which lines that belong together keep their order. */
  KeyFinder keys();

  /** Reads and moves the time of a line, or empty if records of this kind have none. */
  default Optional<LineClock> clock() {
    return Optional.empty();
  }
}
