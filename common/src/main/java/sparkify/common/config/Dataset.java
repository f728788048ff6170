package sparkify.common.config;

import java.util.Optional;

/**
 * One word that names a topic and a lake, so that two inputs never mix.
 *
 * @param name lower-case letters, digits and hyphens
 * @param topic the Kafka topic, {@code NAME.events}
 * @param lake the lake's root folder: a path on the default file system or a full address
 */
public record Dataset(String name, String topic, String lake) {
  private static final String TOPIC_SUFFIX = ".events";
  private static final String PATTERN = "[a-z0-9][a-z0-9-]{0,63}";

  /** The name of the dataset that {@code topic} belongs to, or empty if it belongs to none. */
  public static Optional<String> ofTopic(String topic) {
    return topic.endsWith(TOPIC_SUFFIX)
        ? Optional.of(topic.substring(0, topic.length() - TOPIC_SUFFIX.length()))
        : Optional.empty();
  }

  /** Whether a dataset can have this name. */
  public static boolean isName(String name) {
    return name.matches(PATTERN);
  }

  static Dataset from(Section root, LakeSettings lake) {
    String name =
        root.text("dataset", PATTERN, "must be at most 64 lower-case letters, digits and hyphens");
    return new Dataset(name, name + TOPIC_SUFFIX, lake.root(name));
  }
}
