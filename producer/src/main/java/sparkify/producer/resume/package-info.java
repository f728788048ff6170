/** Where a replay was when it last committed, kept in Kafka. */
@NullMarked
package sparkify.producer.resume;

import org.jspecify.annotations.NullMarked;
