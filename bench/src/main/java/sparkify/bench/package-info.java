/** The command that measures this project beside other programs. */
@NullMarked
package sparkify.bench;

import org.jspecify.annotations.NullMarked;
