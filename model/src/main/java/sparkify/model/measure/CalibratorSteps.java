package sparkify.model.measure;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Isotonic regression: a rising curve through points, linear between them and constant beyond.
 *
 * @param raw the points, ascending
 * @param probability at each point, ascending too
 */
record CalibratorSteps(List<Double> raw, List<Double> probability) implements Calibrator {
  CalibratorSteps {
    raw = List.copyOf(raw);
    probability = List.copyOf(probability);
  }

  /**
   * Fits by pooling adjacent violators (Ayer et al. 1955). Each pooled block yields the points at
   * its two ends. A small block at an end may consist of leavers only or of stayers only; so
   * probabilities are limited to the range of the blocks' (leavers + 1) / (rows + 2), Laplace's
   * rule.
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
      while (!blocks.isEmpty() && blocks.getLast().mustPoolWith(block)) {
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
    double low = blocks.stream().mapToDouble(Block::smoothed).min().orElseThrow();
    double high = blocks.stream().mapToDouble(Block::smoothed).max().orElseThrow();
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
  private record Block(double from, double to, double count, double leavers) {
    double mean() {
      return leavers / count;
    }

    /** Laplace's rule. */
    double smoothed() {
      return (leavers + 1) / (count + 2);
    }

    /** Whether this block ties with the next one in score, or is not lower in its mean. */
    boolean mustPoolWith(Block next) {
      return to == next.from || mean() >= next.mean();
    }

    Block and(Block next) {
      return new Block(from, next.to, count + next.count, leavers + next.leavers);
    }
  }
}
