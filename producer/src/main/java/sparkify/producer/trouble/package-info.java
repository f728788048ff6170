/** Trouble on purpose: lines that are changed or delayed, always the same ones. */
@NullMarked
package sparkify.producer.trouble;

import org.jspecify.annotations.NullMarked;
