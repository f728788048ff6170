/** The landing core: offset ranges in, one commit out. Knows nothing of what makes the ranges. */
@NullMarked
package sparkify.streaming.landing;

import org.jspecify.annotations.NullMarked;
