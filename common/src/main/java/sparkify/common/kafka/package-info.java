/** What every room asks of Kafka: a topic that exists, its identity and its offsets. */
@NullMarked
package sparkify.common.kafka;

import org.jspecify.annotations.NullMarked;
