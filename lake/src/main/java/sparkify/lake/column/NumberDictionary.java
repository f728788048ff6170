package sparkify.lake.column;

import java.util.Arrays;

/** Numbers the different values of a column in the order in which they come. */
final class NumberDictionary {
  private static final int FIRST_SLOTS = 64;
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private long[] values = new long[FIRST_SLOTS / 2];
  private int count;

  /** Numbers of values plus one, by hash and then in the next free slot; 0 is free. */
  private int[] slots = new int[FIRST_SLOTS];

  /** The number of a value, which is added if it is new. */
  int numberOf(long value) {
    int slot = hash(value) & (slots.length - 1);
    while (slots[slot] != 0) {
      if (values[slots[slot] - 1] == value) {
        return slots[slot] - 1;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    if (count == values.length) {
      values = Arrays.copyOf(values, 2 * count);
    }
    values[count++] = value;
    slots[slot] = count;
    if (2 * count > slots.length) {
      useMoreSlots();
    }
    return count - 1;
  }

  int count() {
    return count;
  }

  long value(int number) {
    return values[number];
  }

  /** Keeps half of the slots free. */
  private void useMoreSlots() {
    int[] more = new int[2 * slots.length];
    for (int number = 0; number < count; number++) {
      int slot = hash(values[number]) & (more.length - 1);
      while (more[slot] != 0) {
        slot = (slot + 1) & (more.length - 1);
      }
      more[slot] = number + 1;
    }
    slots = more;
  }

  private static int hash(long value) {
    long hash = value * MIX;
    return (int) (hash >>> 32) ^ (int) (hash >>> 47);
  }
}
