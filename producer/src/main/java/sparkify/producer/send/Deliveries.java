package sparkify.producer.send;

import sparkify.producer.route.Position;

/** Begins the deliveries of a replay: the first, and another whenever the broker gave one up. */
public interface Deliveries {
  /**
   * Begins the next one.
   *
   * @throws sparkify.common.OperatorError if the replay cannot go on
   */
  Beginning begin(Tally tally);

  /** A single delivery, which sends everything. */
  static Deliveries once(Producers producers, String topic) {
    return tally -> new Beginning(new IdempotentDelivery(producers, topic, tally), Position.START);
  }

  /**
   * A delivery and what comes before it.
   *
   * @param from what the topic holds of the input already
   */
  record Beginning(Delivery delivery, Position from) {}
}
