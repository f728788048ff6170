/**
 * The landing core: offset ranges in, one commit out. Knows nothing about where the ranges come
 * from. See docs/architecture.md, "The commit".
 */
@NullMarked
package sparkify.streaming.landing;

import org.jspecify.annotations.NullMarked;
