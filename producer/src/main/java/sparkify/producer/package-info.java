/**
 * Replays lines into a Kafka topic, as they are and in their order, and prints a topic. See
 * docs/architecture.md, "The event".
 */
@NullMarked
package sparkify.producer;

import org.jspecify.annotations.NullMarked;
