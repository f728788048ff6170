package sparkify.cli.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hadoop.fs.Path;
import sparkify.common.kafka.TopicState;

/**
 * What a dataset consists of at one point in time.
 *
 * @param named the topic that has the dataset's name, whoever it belongs to
 */
record Contents(Optional<Lake> lake, Optional<TopicState> named) {

  /**
   * A lake.
   *
   * @param rows its live rows; empty if its commit log cannot be read
   * @param topicId the id of the topic that landed in it; empty if its commit log names none
   * @param files how many files it has, and folders, hidden ones included
   */
  record Lake(
      Path root,
      OptionalLong rows,
      Optional<String> topicId,
      long bytes,
      long files,
      long folders) {
    private String text() {
      String counted = rows.isPresent() ? "%,d rows".formatted(rows.getAsLong()) : "unknown rows";
      return "the lake %s (%s, %,d files, %,d bytes)".formatted(root, counted, files, bytes);
    }
  }

  /** The topic that goes with the lake; without a lake, the one of the dataset's name. */
  Optional<TopicState> topic() {
    return named.filter(t -> lake.isEmpty() || isFrom(t, lake.get()));
  }

  /** The topic that stays, because it is not the one that the lake's log names. */
  Optional<TopicState> stranger() {
    return named.filter(t -> topic().isEmpty());
  }

  private static boolean isFrom(TopicState topic, Lake lake) {
    return lake.topicId().filter(topic.topicId()::equals).isPresent();
  }

  boolean isEmpty() {
    return lake.isEmpty() && named.isEmpty();
  }

  /** All that is deleted in words, in the middle of a sentence. */
  String text() {
    List<String> parts = new ArrayList<>();
    topic().ifPresent(t -> parts.add("the topic %s (%,d records)".formatted(t.name(), t.size())));
    lake.ifPresent(l -> parts.add(l.text()));
    return isEmpty() ? "nothing" : String.join(" and ", parts);
  }
}
