/** Prints the records of a topic. */
@NullMarked
package sparkify.producer.tail;

import org.jspecify.annotations.NullMarked;
