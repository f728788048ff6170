package sparkify.cli.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hadoop.fs.Path;
import sparkify.common.kafka.TopicState;

/** What a dataset consists of at one point in time. */
record Contents(Optional<Lake> lake, Optional<TopicState> topic) {

  /**
   * A lake.
   *
   * @param rows its live rows; empty if its commit log cannot be read
   * @param files how many files it has, and folders, hidden ones included
   */
  record Lake(Path root, OptionalLong rows, long bytes, long files, long folders) {
    private String text() {
      String counted = rows.isPresent() ? "%,d rows".formatted(rows.getAsLong()) : "unknown rows";
      return "the lake %s (%s, %,d files, %,d bytes)".formatted(root, counted, files, bytes);
    }
  }

  boolean isEmpty() {
    return lake.isEmpty() && topic.isEmpty();
  }

  /** All of it in words, in the middle of a sentence. */
  String text() {
    List<String> parts = new ArrayList<>();
    topic.ifPresent(t -> parts.add("the topic %s (%,d records)".formatted(t.name(), t.size())));
    lake.ifPresent(l -> parts.add(l.text()));
    return isEmpty() ? "nothing" : String.join(" and ", parts);
  }
}
