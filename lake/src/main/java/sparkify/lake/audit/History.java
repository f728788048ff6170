package sparkify.lake.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import sparkify.lake.log.Manifest;
import sparkify.lake.log.Manifest.Gap;
import sparkify.lake.log.Manifest.Range;

/** What an audit keeps of each manifest: the ranges that its files come from, and the gaps. */
final class History implements Consumer<Manifest> {
  private final Map<String, List<Range>> origins = new HashMap<>();
  private final List<Gap> gaps = new ArrayList<>();

  @Override
  public void accept(Manifest manifest) {
    gaps.addAll(manifest.gaps());
    manifest.replaces().forEach(origins::remove);
    if (manifest.kind() == Manifest.Kind.BATCH) {
      manifest.files().forEach(f -> origins.put(f.path(), manifest.ranges()));
      manifest.rejects().forEach(f -> origins.put(f.path(), manifest.ranges()));
    }
  }

  /** The ranges of the batch that wrote {@code path}, or null when maintenance wrote it. */
  @Nullable List<Range> origin(String path) {
    return origins.get(path);
  }

  boolean isGap(int partition, long offset) {
    return gaps.stream()
        .anyMatch(g -> g.partition() == partition && g.from() <= offset && offset < g.until());
  }
}
