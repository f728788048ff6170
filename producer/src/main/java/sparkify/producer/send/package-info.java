/** Lines out: paced, sent in order and for good, counted, reported. */
@NullMarked
package sparkify.producer.send;

import org.jspecify.annotations.NullMarked;
