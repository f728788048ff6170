package sparkify.producer.simulator;

import sparkify.producer.simulator.life.Dice;

/** A user as the pages see them: dice of their own, and what the last visit left behind. */
final class Listener {
  final int user;
  final Dice dice;
  final int newClientFrom;
  int sessions;
  int freeAt = Integer.MIN_VALUE;

  /**
   * @param newClientFrom the day from which on the user has the new client
   */
  Listener(int user, Dice dice, int newClientFrom) {
    this.user = user;
    this.dice = dice;
    this.newClientFrom = newClientFrom;
  }
}
