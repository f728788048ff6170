/** Feeds: their columns, and how a record becomes a row or is rejected with a reason. */
@NullMarked
package sparkify.common.feed;

import org.jspecify.annotations.NullMarked;
