package sparkify.cli.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import sparkify.common.OperatorError;
import sparkify.common.catalogue.FeedCatalogue;

/**
 * A stored notebook.
 *
 * @param feeds the feeds without which it cannot run, as its metadata names them: {@code
 *     {"sparkify": {"feeds": ["events"]}}}
 */
record Notebook(Path file, List<String> feeds) {
  Notebook {
    feeds = List.copyOf(feeds);
  }

  /**
   * Reads what the notebook says of itself; one that names no feeds needs none.
   *
   * @throws OperatorError when it names a feed that does not exist
   */
  static Notebook read(Path file) throws IOException {
    List<String> feeds = new ArrayList<>();
    for (JsonNode feed :
        new ObjectMapper().readTree(file.toFile()).at("/metadata/sparkify/feeds")) {
      feeds.add(feed.asText());
    }
    if (!FeedCatalogue.names().containsAll(feeds)) {
      throw new OperatorError(
          "Cannot run the notebook %s: it needs the feeds %s, but there are only %s; correct its metadata"
              .formatted(file, feeds, FeedCatalogue.names()));
    }
    return new Notebook(file, feeds);
  }

  /** Its file's name without the ending. */
  String name() {
    return String.valueOf(file.getFileName()).replaceFirst("\\.ipynb$", "");
  }

  /** The feeds that it needs and that are not among {@code landed}. */
  List<String> missing(Set<String> landed) {
    return feeds.stream().filter(feed -> !landed.contains(feed)).toList();
  }
}
