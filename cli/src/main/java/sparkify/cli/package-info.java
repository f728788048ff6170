/** The commands of the front door, which join the rooms. */
@NullMarked
package sparkify.cli;

import org.jspecify.annotations.NullMarked;
