/**
 * The landing core: offset ranges in, one commit out. Knows nothing of what makes the ranges. See
 * docs/architecture.md, "The commit".
 */
@NullMarked
package sparkify.streaming.landing;

import org.jspecify.annotations.NullMarked;
