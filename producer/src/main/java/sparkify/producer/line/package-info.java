/** Inputs: lines that can be read from the start any number of times, the same each time. */
@NullMarked
package sparkify.producer.line;

import org.jspecify.annotations.NullMarked;
