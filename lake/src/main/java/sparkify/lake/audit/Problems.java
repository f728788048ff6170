package sparkify.lake.audit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The problems found so far. Of each kind a few are named and the rest counted, so that the report
 * of a badly damaged lake stays readable. Thread-safe; which ones are named does not depend on
 * timing.
 */
final class Problems {
  private static final int NAMED = 5;

  /** What can be wrong, in the order of the report; the text completes "and 7 more …". */
  enum Kind {
    TOPIC("problems with the topic"),
    OFFSETS("problems with the broker's offsets"),
    BALANCE("partitions that do not add up"),
    HISTORY("problems with the archives"),
    UNPUBLISHED("unpublished commits"),
    MISSING("missing files"),
    MISPLACED("committed files that are not in place"),
    ORPHANED("orphaned files"),
    LENGTH("files of the wrong length"),
    DIGEST("files with other bytes than were written"),
    DAMAGED("files that cannot be read"),
    DAY("files in the wrong day's folder"),
    ROWS("files with the wrong number of rows"),
    OUTSIDE("rows outside the range of their file"),
    TWICE("offsets that occur twice"),
    COUNT("partitions with the wrong number of rows"),
    DELIVERED("runs of delivered offsets that did not land"),
    PHANTOM("offsets in the lake that the broker does not deliver"),
    CONTENT("ranges with other records in Kafka than landed");

    private final String plural;

    Kind(String plural) {
      this.plural = plural;
    }
  }

  private static final class Found {
    private final TreeSet<String> named = new TreeSet<>();
    private long more;
  }

  private final Map<Kind, Found> found = new EnumMap<>(Kind.class);

  synchronized void add(Kind kind, String text) {
    Found of = found.computeIfAbsent(kind, k -> new Found());
    of.named.add(text);
    if (of.named.size() > NAMED) {
      of.named.pollLast();
      of.more++;
    }
  }

  synchronized List<String> list() {
    List<String> all = new ArrayList<>();
    found.forEach(
        (kind, of) -> {
          all.addAll(of.named);
          if (of.more > 0) {
            all.add("and %d more %s".formatted(of.more, kind.plural));
          }
        });
    return all;
  }
}
