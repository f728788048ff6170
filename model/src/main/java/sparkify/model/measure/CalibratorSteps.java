package sparkify.model.measure;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Isotonic regression: a rising curve through points, straight between them and level beyond.
 *
 * @param raw ascending
 * @param probability at each of them, ascending too
 */
public record CalibratorSteps(List<Double> raw, List<Double> probability) implements Calibrator {
  public CalibratorSteps {
    raw = List.copyOf(raw);
    probability = List.copyOf(probability);
  }

  /**
   * Pools adjacent violators (Ayer et al. 1955). Each pooled block gives the points at its two
   * ends. A block of few rows at an end may hold no leaver, or nothing else: no probability goes
   * beyond the least and the greatest of the blocks' (leavers + 1) / (rows + 2), Laplace's rule.
   */
  static CalibratorSteps fit(double[] raw, double[] labels) {
    Deque<Block> blocks = new ArrayDeque<>();
    int[] order =
        IntStream.range(0, raw.length)
            .boxed()
            .sorted((a, b) -> Double.compare(raw[a], raw[b]))
            .mapToInt(i -> i)
            .toArray();
    for (int i : order) {
      Block block = new Block(raw[i], raw[i], 1, labels[i]);
      while (!blocks.isEmpty() && blocks.getLast().notBelow(block)) {
        block = blocks.removeLast().and(block);
      }
      blocks.addLast(block);
    }
    return points(blocks);
  }

  @Override
  public double probability(double score) {
    int at = Collections.binarySearch(raw, score);
    if (at >= 0) {
      return probability.get(at);
    }
    int above = -at - 1;
    if (above == 0 || above == raw.size()) {
      return probability.get(Math.min(above, raw.size() - 1));
    }
    double share = (score - raw.get(above - 1)) / (raw.get(above) - raw.get(above - 1));
    double below = probability.get(above - 1);
    return below + share * (probability.get(above) - below);
  }

  private static CalibratorSteps points(Deque<Block> blocks) {
    double low = blocks.stream().mapToDouble(Block::cautious).min().orElseThrow();
    double high = blocks.stream().mapToDouble(Block::cautious).max().orElseThrow();
    List<Double> raw = new ArrayList<>();
    List<Double> probability = new ArrayList<>();
    for (Block block : blocks) {
      double value = Math.min(high, Math.max(low, block.mean()));
      for (double end : Arrays.asList(block.from, block.to)) {
        if (raw.isEmpty() || raw.get(raw.size() - 1) < end) {
          raw.add(end);
          probability.add(value);
        }
      }
    }
    return new CalibratorSteps(raw, probability);
  }

  /** Neighbouring rows that share one probability. */
  private record Block(double from, double to, double count, double leaving) {
    double mean() {
      return leaving / count;
    }

    double cautious() {
      return (leaving + 1) / (count + 2);
    }

    /** Whether it must be pooled with the block after it: a tie in score, or no rise. */
    boolean notBelow(Block next) {
      return to == next.from || mean() >= next.mean();
    }

    Block and(Block next) {
      return new Block(from, next.to, count + next.count, leaving + next.leaving);
    }
  }
}
