/** Rows of any feed: their columns, and how bytes become one or are turned down by name. */
@NullMarked
package sparkify.common.feed;

import org.jspecify.annotations.NullMarked;
