package sparkify.producer.compare;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;

/**
 * Something that is compared bin by bin.
 *
 * @param aim the total variation up to which the sides are close
 * @param counts a tally's counts by bin
 * @param shape what is made of the sum of the counts
 * @param describe says what a bin is
 */
record Distribution(
    String name,
    double aim,
    Function<Tally, IntCounts> counts,
    UnaryOperator<Histogram> shape,
    BiFunction<Names, Integer, String> describe) {
  static final double AIM = 0.05;

  /** Of rows, by a trait. */
  static Distribution of(Trait trait) {
    return new Distribution(
        trait.title(),
        trait.aim(),
        tally -> tally.rows(trait),
        UnaryOperator.identity(),
        trait::describe);
  }

  /** Of values of users, of which each may have any number; NaN does not count. */
  static Distribution of(String name, Bins bins, Function<Tally, DoubleStream> values) {
    return new Distribution(
        name,
        AIM,
        tally -> binned(tally, bins, values),
        UnaryOperator.identity(),
        (labels, bin) -> bins.describe(bin));
  }

  /** Of the ranks of what users have, the most frequent first, whatever its name is. */
  static Distribution ofRanks(String name, Bins bins, Function<Tally, IntCounts> things) {
    return new Distribution(
        name, AIM, things, sum -> sum.ranked(bins), (labels, bin) -> "rank " + bins.describe(bin));
  }

  /** The counts of each tally, to be summed by {@link #sum}. */
  List<IntCounts> on(Profile profile) {
    return profile.tallies().stream().map(counts).toList();
  }

  /** The sum of what {@link #on} returned. */
  Histogram sum(List<IntCounts> parts, int[] weights) {
    return shape.apply(Histogram.sum(parts, weights));
  }

  private static IntCounts binned(Tally tally, Bins bins, Function<Tally, DoubleStream> values) {
    IntCounts counts = new IntCounts();
    if (tally.isUser()) {
      values
          .apply(tally)
          .filter(value -> !Double.isNaN(value))
          .forEach(value -> counts.add(bins.of(value)));
    }
    return counts;
  }
}
