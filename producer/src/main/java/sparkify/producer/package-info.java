/**
 * The commands that send lines to a Kafka topic, unchanged and in order. See docs/architecture.md,
 * "The event".
 */
@NullMarked
package sparkify.producer;

import org.jspecify.annotations.NullMarked;
