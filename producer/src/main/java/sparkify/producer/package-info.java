/** The commands that send lines to a Kafka topic, unchanged and in order. */
@NullMarked
package sparkify.producer;

import org.jspecify.annotations.NullMarked;
