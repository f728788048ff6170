/**
 * What the churn model learns from: who was active at a cutoff, what was known of them by then, and
 * who left soon after.
 */
@NullMarked
package sparkify.model.frame;

import org.jspecify.annotations.NullMarked;
