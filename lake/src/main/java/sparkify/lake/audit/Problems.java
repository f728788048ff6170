package sparkify.lake.audit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What is wrong so far. Of each kind a few are named and the others counted, so that a broken lake
 * can still be read about. Thread-safe; which ones are named does not depend on timing.
 */
final class Problems {
  private static final int NAMED = 5;

  /** What can be wrong, in the order it is told; the words continue "and 7 more …". */
  enum Kind {
    TOPIC("about the topic"),
    OFFSETS("about offsets of the broker"),
    BALANCE("partitions that do not add up"),
    UNPUBLISHED("unpublished commits"),
    MISSING("missing files"),
    ORPHANED("orphaned files"),
    LENGTH("files of another length"),
    DAMAGED("files that cannot be read"),
    DAY("files in the folder of another day"),
    ROWS("files with another number of rows"),
    OUTSIDE("rows that do not belong in their file"),
    TWICE("offsets that are there twice"),
    COUNT("partitions with another number of rows"),
    DELIVERED("runs of offsets that were delivered and did not land"),
    PHANTOM("runs of offsets that are in the lake and not delivered");

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
