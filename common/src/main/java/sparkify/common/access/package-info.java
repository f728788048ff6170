/** Web servers' access logs: one line a request. */
@NullMarked
package sparkify.common.access;

import org.jspecify.annotations.NullMarked;
