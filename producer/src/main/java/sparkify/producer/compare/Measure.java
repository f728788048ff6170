package sparkify.producer.compare;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How a number is measured on a profile. */
@FunctionalInterface
interface Measure {
  /** Prepares to measure {@code profile} many times. */
  Weighted on(Profile profile);

  /** Measures a profile whose tallies each count any number of times. */
  @FunctionalInterface
  interface Weighted {
    /** The number; NaN if there is nothing to measure. */
    double of(int[] weights);

    /** The interval of the number, given that of its rounds. */
    default Interval interval(double value, Interval rounds) {
      return rounds;
    }
  }

  /** The sum of one thing over all tallies, divided by the sum of another. */
  static Measure ratio(ToDoubleFunction<Tally> top, ToDoubleFunction<Tally> bottom) {
    return profile -> {
      double[] tops = profile.tallies().stream().mapToDouble(top).toArray();
      double[] bottoms = profile.tallies().stream().mapToDouble(bottom).toArray();
      return weights -> sum(tops, weights) / sum(bottoms, weights);
    };
  }

  /** The mean over users. */
  static Measure perUser(ToDoubleFunction<Tally> value) {
    return ratio(ofUser(value), ofUser(user -> 1));
  }

  /** A value of a user; 0 for rows without one. */
  static ToDoubleFunction<Tally> ofUser(ToDoubleFunction<Tally> value) {
    return tally -> tally.isUser() ? value.applyAsDouble(tally) : 0;
  }

  /** A quantile of values of users, of which each may have any number; NaN does not count. */
  static Measure quantile(double q, Function<Tally, DoubleStream> values) {
    return profile -> {
      List<Owned> sorted =
          IntStream.range(0, profile.users().size())
              .boxed()
              .flatMap(owner -> owned(owner, values.apply(profile.users().get(owner))))
              .sorted(Comparator.comparingDouble(Owned::value))
              .toList();
      return weights -> quantile(q, sorted, weights);
    };
  }

  /** Something about the sum of a distribution. */
  static Measure ofSum(
      Function<Tally, IntCounts> counts, ToDoubleBiFunction<Profile, Histogram> measure) {
    return profile -> new OfSum(profile, profile.tallies().stream().map(counts).toList(), measure);
  }

  /**
   * What is measured on a sum over users. Users who are drawn twice add nothing new, so that a
   * round has fewer different songs and higher peaks than all users together: the interval is moved
   * to where the number is.
   */
  record OfSum(
      Profile profile, List<IntCounts> parts, ToDoubleBiFunction<Profile, Histogram> measure)
      implements Weighted {
    @Override
    public double of(int[] weights) {
      return measure.applyAsDouble(profile, Histogram.sum(parts, weights));
    }

    @Override
    public Interval interval(double value, Interval rounds) {
      return rounds.centredOn(value);
    }
  }

  /**
   * A value and whose it is.
   *
   * @param owner the index of the tally
   */
  record Owned(int owner, double value) {}

  private static Stream<Owned> owned(int owner, DoubleStream values) {
    return values.filter(value -> !Double.isNaN(value)).mapToObj(v -> new Owned(owner, v));
  }

  private static double quantile(double q, List<Owned> sorted, int[] weights) {
    long total = sorted.stream().mapToLong(value -> weights[value.owner()]).sum();
    long passed = 0;
    for (Owned value : sorted) {
      passed += weights[value.owner()];
      if (passed > 0 && passed >= q * total) {
        return value.value();
      }
    }
    return Double.NaN;
  }

  private static double sum(double[] values, int[] weights) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += weights[i] * values[i];
    }
    return sum;
  }
}
