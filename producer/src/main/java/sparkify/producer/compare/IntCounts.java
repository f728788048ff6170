package sparkify.producer.compare;

import java.util.Arrays;

/**
 * How often each of some numbers from 0 was counted; small, because every user has several of
 * these.
 */
final class IntCounts {
  private int[] keys = new int[4];

  /** The count of the key at the same index; 0 where there is none. */
  private int[] counts = new int[4];

  private int size;
  private int largest = -1;
  private long total;

  /** Receives a key and its count. */
  @FunctionalInterface
  interface Visitor {
    void visit(int key, int count);
  }

  void add(int key) {
    add(key, 1);
  }

  void add(int key, int count) {
    if (3 * (size + 1) > 2 * keys.length) {
      grow();
    }
    int at = slot(key);
    if (counts[at] == 0) {
      keys[at] = key;
      size++;
      largest = Math.max(largest, key);
    }
    counts[at] += count;
    total += count;
  }

  int count(int key) {
    return counts[slot(key)];
  }

  /** The number of different keys. */
  int size() {
    return size;
  }

  long total() {
    return total;
  }

  /** The largest key; -1 if there is none. */
  int largestKey() {
    return largest;
  }

  void forEach(Visitor visitor) {
    for (int i = 0; i < keys.length; i++) {
      if (counts[i] > 0) {
        visitor.visit(keys[i], counts[i]);
      }
    }
  }

  /** Where {@code key} is, or belongs. */
  private int slot(int key) {
    int hash = key * 0x9E3779B9;
    int at = (hash ^ (hash >>> 16)) & (keys.length - 1);
    while (counts[at] > 0 && keys[at] != key) {
      at = (at + 1) & (keys.length - 1);
    }
    return at;
  }

  private void grow() {
    int[] oldKeys = keys;
    int[] oldCounts = counts;
    keys = Arrays.copyOf(keys, 2 * oldKeys.length);
    counts = new int[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldCounts[i] > 0) {
        int at = slot(oldKeys[i]);
        keys[at] = oldKeys[i];
        counts[at] = oldCounts[i];
      }
    }
  }
}
