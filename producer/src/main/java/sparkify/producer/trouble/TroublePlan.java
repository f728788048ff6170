package sparkify.producer.trouble;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import sparkify.common.config.Durations;

/**
 * How many lines get into which kind of trouble, and by a seed, which ones. What happens to a line
 * depends on nothing but the plan and the line's number, so a replay that is resumed does the same
 * again.
 */
public final class TroublePlan {
  private static final Duration LATE = Duration.ofHours(1);
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private final List<Part> parts;
  private final long seed;

  /**
   * A kind and its share of the lines.
   *
   * @param share above 0 and at most 1
   * @param by how late a line is, for those that are late
   */
  record Part(TroubleKind kind, BigDecimal share, Duration by) {
    private String describe() {
      String text = kind.term() + "=" + share.stripTrailingZeros().toPlainString();
      return kind == TroubleKind.LATE ? text + ":" + exact(by) : text;
    }
  }

  private TroublePlan(List<Part> parts, long seed) {
    this.parts = parts;
    this.seed = seed;
  }

  /**
   * Parses {@code kind=share,...}, such as {@code late=0.01:2h,malformed=0.02}.
   *
   * @throws IllegalArgumentException if it is not that, or the shares are more than 1 together
   */
  public static TroublePlan parse(String text, long seed) {
    List<Part> parts = new ArrayList<>();
    BigDecimal sum = BigDecimal.ZERO;
    for (String one : text.split(",", -1)) {
      Part part = part(one.strip());
      if (parts.stream().anyMatch(other -> other.kind() == part.kind())) {
        throw new IllegalArgumentException(part.kind().term() + " is given twice");
      }
      parts.add(part);
      sum = sum.add(part.share());
    }
    if (sum.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException(
          "the shares must be at most 1 together, since a line gets into one trouble at most; got "
              + sum.stripTrailingZeros().toPlainString());
    }
    parts.sort(Comparator.comparing(Part::kind));
    return new TroublePlan(List.copyOf(parts), seed);
  }

  private static Part part(String text) {
    int equals = text.indexOf('=');
    if (equals < 0) {
      throw new IllegalArgumentException(
          "must be KIND=SHARE,... such as malformed=0.01; got '" + text + "'");
    }
    String term = text.substring(0, equals).strip();
    TroubleKind kind =
        TroubleKind.named(term)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "there is no kind '%s'; the kinds are %s"
                            .formatted(term, TroubleKind.terms())));
    String share = text.substring(equals + 1);
    int colon = share.indexOf(':');
    if (colon < 0) {
      return new Part(kind, share(share), LATE);
    }
    if (kind != TroubleKind.LATE) {
      throw new IllegalArgumentException("only late has a duration; got '" + text + "'");
    }
    return new Part(
        kind, share(share.substring(0, colon)), Durations.parse(share.substring(colon + 1)));
  }

  private static BigDecimal share(String text) {
    try {
      BigDecimal share = new BigDecimal(text.strip());
      if (share.signum() > 0 && share.compareTo(BigDecimal.ONE) <= 0) {
        return share;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(rule(text), e);
    }
    throw new IllegalArgumentException(rule(text));
  }

  private static String rule(String text) {
    return "a share must be a number above 0 and at most 1; got '" + text + "'";
  }

  /** The plan as text, the same for the same plan: {@code late=0.01:2h,malformed=0.02 seed 7}. */
  public String describe() {
    return parts.stream().map(Part::describe).collect(Collectors.joining(",")) + " seed " + seed;
  }

  List<Part> parts() {
    return parts;
  }

  /** What happens to the line of this number; null for nothing. */
  @Nullable Part of(long number) {
    double place = (mix(mix(seed) + number * GOLDEN) >>> 11) * 0x1.0p-53;
    double end = 0;
    for (Part part : parts) {
      end += part.share().doubleValue();
      if (place < end) {
        return part;
      }
    }
    return null;
  }

  /** Random numbers for a line, other ones for each kind. */
  RandomGenerator random(TroubleKind kind, long number) {
    return new SplittableRandom(mix(mix(seed) + number * GOLDEN + kind.term().hashCode()));
  }

  /** The duration in its largest whole unit, so that none is lost. */
  private static String exact(Duration duration) {
    long ms = duration.toMillis();
    if (ms % 3_600_000 == 0) {
      return ms / 3_600_000 + "h";
    }
    return ms % 60_000 == 0 ? ms / 60_000 + "m" : ms % 1_000 == 0 ? ms / 1_000 + "s" : ms + "ms";
  }

  /** The finalizer of SplitMix64. */
  private static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
