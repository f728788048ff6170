/** Helpers that every other package may use and that use none of them. */
@NullMarked
package sparkify.common;

import org.jspecify.annotations.NullMarked;
