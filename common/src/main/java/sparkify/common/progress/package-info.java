/** How far a long command has come, on a terminal or in a log. */
@NullMarked
package sparkify.common.progress;

import org.jspecify.annotations.NullMarked;
