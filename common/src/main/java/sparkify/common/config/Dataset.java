package sparkify.common.config;

import java.util.Collection;
import java.util.Optional;
import sparkify.common.OperatorError;

/**
 * One word that names topics and a lake, so that two inputs never mix, and the feed to work on.
 *
 * @param name lower-case letters, digits and hyphens
 * @param feed the kind of record, such as {@code events}
 * @param lake the lake's root folder: a path on the default file system or a full address
 */
public record Dataset(String name, String feed, String lake) {
  /** The feed that is meant if none is named. */
  public static final String EVENTS = "events";

  private static final String PATTERN = "[a-z0-9][a-z0-9-]{0,63}";

  /** The Kafka topic of the feed. */
  public String topic() {
    return topic(feed);
  }

  /** The Kafka topic of any feed of the dataset. */
  public String topic(String other) {
    return name + "." + other;
  }

  /** What is worked on in one word: the dataset, and the feed unless it is that of events. */
  public String label() {
    return feed.equals(EVENTS) ? name : topic();
  }

  /** The options that name it on the command line. */
  public String options() {
    return options(name, feed);
  }

  private static String options(String name, String feed) {
    return "--dataset " + name + (feed.equals(EVENTS) ? "" : " --feed " + feed);
  }

  /** The options that name what {@code topic} belongs to, or empty if it belongs to no dataset. */
  public static Optional<String> optionsOf(String topic, Collection<String> feeds) {
    return ofTopic(topic, feeds)
        .map(dataset -> options(dataset, topic.substring(dataset.length() + 1)));
  }

  /**
   * Requires that the feed is that of events.
   *
   * @param what what is done with events only, such as {@code simulate}
   * @throws OperatorError when it is another
   */
  public void requireEvents(String what) {
    if (!feed.equals(EVENTS)) {
      throw new OperatorError(
          "Cannot %s the feed %s: only events can be used for that; leave --feed out"
              .formatted(what, feed));
    }
  }

  /**
   * The name of the dataset that {@code topic} belongs to, or empty if it belongs to none.
   *
   * @param feeds all feeds
   */
  public static Optional<String> ofTopic(String topic, Collection<String> feeds) {
    int dot = topic.lastIndexOf('.');
    return dot > 0 && feeds.contains(topic.substring(dot + 1))
        ? Optional.of(topic.substring(0, dot))
        : Optional.empty();
  }

  /** Whether a dataset can have this name. */
  public static boolean isName(String name) {
    return name.matches(PATTERN);
  }

  static Dataset from(Section root, LakeSettings lake) {
    String name =
        root.text("dataset", PATTERN, "must be at most 64 lower-case letters, digits and hyphens");
    String feed = root.text("feed", "[a-z]{1,32}", "must be at most 32 lower-case letters");
    return new Dataset(name, feed, lake.root(name));
  }
}
