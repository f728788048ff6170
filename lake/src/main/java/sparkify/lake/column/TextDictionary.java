package sparkify.lake.column;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Numbers the different texts of a column in the order in which they come. They are kept as
 * Parquet's dictionary page has them.
 */
final class TextDictionary {
  private static final int FIRST_SLOTS = 64;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final PageBuffer entries = new PageBuffer();

  /** Where each entry begins. */
  private int[] places = new int[FIRST_SLOTS / 2];

  private int[] hashes = new int[FIRST_SLOTS / 2];
  private int count;

  /** Numbers of entries plus one, by hash and then in the next free slot; 0 is free. */
  private int[] slots = new int[FIRST_SLOTS];

  /** The number of a text, which is added if it is new. */
  int numberOf(byte[] text, int from, int length) {
    int hash = hash(text, from, length);
    int slot = hash & (slots.length - 1);
    while (slots[slot] != 0) {
      int number = slots[slot] - 1;
      if (hashes[number] == hash && isAt(places[number], text, from, length)) {
        return number;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    int number = add(hash, text, from, length);
    slots[slot] = count;
    if (2 * count > slots.length) {
      useMoreSlots();
    }
    return number;
  }

  int count() {
    return count;
  }

  /** The entries, each after its length. */
  PageBuffer entries() {
    return entries;
  }

  /** Where entry {@code number} begins, with its length. */
  int place(int number) {
    return places[number];
  }

  private boolean isAt(int place, byte[] text, int from, int length) {
    int begin = place + Integer.BYTES;
    return entries.intAt(place) == length
        && Arrays.equals(entries.array(), begin, begin + length, text, from, from + length);
  }

  private int add(int hash, byte[] text, int from, int length) {
    if (count == places.length) {
      places = Arrays.copyOf(places, 2 * count);
      hashes = Arrays.copyOf(hashes, 2 * count);
    }
    places[count] = entries.size();
    hashes[count] = hash;
    entries.addText(text, from, length);
    return count++;
  }

  /** Keeps half of the slots free. */
  private void useMoreSlots() {
    int[] more = new int[2 * slots.length];
    for (int number = 0; number < count; number++) {
      int slot = hashes[number] & (more.length - 1);
      while (more[slot] != 0) {
        slot = (slot + 1) & (more.length - 1);
      }
      more[slot] = number + 1;
    }
    slots = more;
  }

  /** Mixes eight bytes at a time; it only has to tell the texts of one column apart. */
  private static int hash(byte[] text, int from, int length) {
    long hash = length;
    int at = from;
    int until = from + length;
    for (; at + Long.BYTES <= until; at += Long.BYTES) {
      hash = (hash ^ (long) LONGS.get(text, at)) * MIX;
      hash ^= hash >>> 32;
    }
    for (; at < until; at++) {
      hash = (hash ^ text[at]) * MIX;
    }
    return (int) (hash >>> 32) ^ (int) (hash >>> 15);
  }
}
