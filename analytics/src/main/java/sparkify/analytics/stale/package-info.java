/** Which parts of which tables no longer agree with the feeds they are computed from. */
@NullMarked
package sparkify.analytics.stale;

import org.jspecify.annotations.NullMarked;
