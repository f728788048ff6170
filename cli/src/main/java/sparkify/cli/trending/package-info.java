/** The command that shows what is trending. */
@NullMarked
package sparkify.cli.trending;

import org.jspecify.annotations.NullMarked;
