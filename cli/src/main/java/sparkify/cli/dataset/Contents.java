package sparkify.cli.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import sparkify.common.kafka.TopicState;

/**
 * What a dataset consists of at one point in time.
 *
 * @param named the topics that have the names of the dataset's feeds, whoever they belong to
 */
record Contents(Optional<Lake> lake, List<TopicState> named) {
  Contents {
    named = List.copyOf(named);
  }

  /**
   * A lake.
   *
   * @param rows the live rows of its feeds; empty if no commit log can be read
   * @param topicIds the ids of the topics that landed in it, as far as its commit logs name them
   * @param files how many files it has, and folders, hidden ones included
   */
  record Lake(
      Path root, OptionalLong rows, Set<String> topicIds, long bytes, long files, long folders) {
    private String text() {
      String counted = rows.isPresent() ? "%,d rows".formatted(rows.getAsLong()) : "unknown rows";
      return "the lake %s (%s, %,d files, %,d bytes)".formatted(root, counted, files, bytes);
    }
  }

  /** The topics that go with the lake; without a lake, those of the dataset's name. */
  List<TopicState> topics() {
    return named.stream().filter(this::goes).toList();
  }

  /** The topics that stay, because no log of the lake names them. */
  List<TopicState> strangers() {
    return named.stream().filter(topic -> !goes(topic)).toList();
  }

  private boolean goes(TopicState topic) {
    return lake.isEmpty() || lake.get().topicIds().contains(topic.topicId());
  }

  boolean isEmpty() {
    return lake.isEmpty() && named.isEmpty();
  }

  /** All that is deleted in words, in the middle of a sentence. */
  String text() {
    List<String> parts = new ArrayList<>();
    topics().forEach(t -> parts.add("the topic %s (%,d records)".formatted(t.name(), t.size())));
    lake.ifPresent(l -> parts.add(l.text()));
    return isEmpty() ? "nothing" : String.join(" and ", parts);
  }
}
