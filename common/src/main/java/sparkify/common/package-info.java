/** The ground floor: what every other package may use, and what uses none of them. */
@NullMarked
package sparkify.common;

import org.jspecify.annotations.NullMarked;
