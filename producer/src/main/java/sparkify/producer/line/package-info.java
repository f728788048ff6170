/** Inputs: the lines of files, of standard input and of a file that is still written. */
@NullMarked
package sparkify.producer.line;

import org.jspecify.annotations.NullMarked;
