/** Inputs: the lines of files and of standard input. */
@NullMarked
package sparkify.producer.line;

import org.jspecify.annotations.NullMarked;
