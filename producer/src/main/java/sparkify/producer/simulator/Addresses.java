package sparkify.producer.simulator;

import sparkify.producer.simulator.life.Dice;
import sparkify.producer.simulator.life.Dice.Stream;

/**
 * The users' addresses, from 198.18.0.0/15, which no network uses (RFC 2544). Each user has their
 * own, as far as there are enough.
 */
final class Addresses {
  private static final int COUNT = 1 << 17;

  private final int first;
  private final int step;

  Addresses(long seed) {
    Dice dice = Dice.of(seed, Stream.ADDRESSES, 0);
    first = dice.below(COUNT);
    step = 2 * dice.below(COUNT / 2) + 1; // Odd steps come back only after all addresses.
  }

  String of(int user) {
    int number = (int) ((first + (long) user * step) % COUNT);
    return "198.%d.%d.%d".formatted(18 + (number >> 16), number >> 8 & 0xFF, number & 0xFF);
  }

  /** The beginning of a log line, up to its time. */
  static byte[] begin(String host) {
    return Json.bytes(host + " - - [");
  }
}
