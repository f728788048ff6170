/** Inputs of lines: files, standard input, several in a row, some of their lines. */
@NullMarked
package sparkify.producer.line;

import org.jspecify.annotations.NullMarked;
