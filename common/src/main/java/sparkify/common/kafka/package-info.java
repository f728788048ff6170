/** Kafka topics: creating and deleting them, their ids, offsets and settings. */
@NullMarked
package sparkify.common.kafka;

import org.jspecify.annotations.NullMarked;
