/** Feeds: which topic lands in which table of the lake, and how its records are parsed. */
@NullMarked
package sparkify.lake;

import org.jspecify.annotations.NullMarked;
