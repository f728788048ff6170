package sparkify.bench.part;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import sparkify.bench.run.Part;

/** All parts, in the order in which they are run. */
public final class Parts {
  private static final Map<String, Function<Bench, Part>> ALL = new LinkedHashMap<>();

  static {
    ALL.put("micro", MicroPart::new);
    ALL.put("replay", ReplayPart::new);
    ALL.put("landing", LandingPart::new);
    ALL.put("latency", LatencyPart::new);
    ALL.put("train", TrainPart::new);
    ALL.put("analyze", AnalyzePart::new);
    ALL.put("scale", ScalePart::new);
  }

  private Parts() {}

  /** Their names. */
  public static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  /** The parts of these names; all, if none is named. */
  public static List<Part> of(Set<String> names, Bench bench) {
    return ALL.entrySet().stream()
        .filter(part -> names.isEmpty() || names.contains(part.getKey()))
        .map(part -> part.getValue().apply(bench))
        .toList();
  }
}
