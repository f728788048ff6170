package sparkify.common.catalogue;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import sparkify.common.OperatorError;
import sparkify.common.access.AccessLog;
import sparkify.common.event.Events;
import sparkify.common.feed.FeedKind;
import sparkify.common.track.Tracks;

/** All feeds. */
public final class FeedCatalogue {
  private static final Map<String, FeedKind> BY_NAME =
      byName(List.of(new Events(), new AccessLog(), new Tracks()));

  private FeedCatalogue() {}

  private static Map<String, FeedKind> byName(List<FeedKind> kinds) {
    Map<String, FeedKind> all = new TreeMap<>();
    kinds.forEach(kind -> all.put(kind.name(), kind));
    return all;
  }

  /** The names of all feeds, in order. */
  public static SortedSet<String> names() {
    return new TreeSet<>(BY_NAME.keySet());
  }

  /**
   * The feed {@code name}.
   *
   * @throws OperatorError when there is none
   */
  public static FeedKind named(String name) {
    FeedKind kind = BY_NAME.get(name);
    if (kind == null) {
      throw new OperatorError(
          "Unknown feed '%s': the feeds are %s".formatted(name, String.join(", ", names())));
    }
    return kind;
  }
}
