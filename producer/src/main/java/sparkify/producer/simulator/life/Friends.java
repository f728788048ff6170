package sparkify.producer.simulator.life;

import java.util.Arrays;
import java.util.BitSet;

/** The friends of one user by their numbers; of more than 48 the first ones are forgotten. */
final class Friends {
  private static final int MOST = 48;

  private int[] numbers = new int[8];
  private int count;
  private int added;

  Friends() {}

  private Friends(Friends other) {
    numbers = other.numbers.clone();
    count = other.count;
    added = other.added;
  }

  Friends copy() {
    return new Friends(this);
  }

  void add(int user) {
    if (count == numbers.length && count < MOST) {
      numbers = Arrays.copyOf(numbers, Math.min(MOST, 2 * count));
    }
    numbers[added++ % numbers.length] = user;
    count = Math.min(numbers.length, count + 1);
  }

  int count() {
    return count;
  }

  /** Forgets the friends in {@code gone} and returns how many they were. */
  int part(BitSet gone) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (!gone.get(numbers[i])) {
        numbers[kept++] = numbers[i];
      }
    }
    int left = count - kept;
    if (left > 0) {
      count = kept;
      added = kept;
    }
    return left;
  }
}
