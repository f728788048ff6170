/**
 * The data the churn model learns from: the users active at a cutoff, their features as of then,
 * and the label, whether they churned soon after.
 *
 * <p>A user has churned once they reach the page {@code Cancellation Confirmation}. A
 * <em>leaver</em> is a user who churns within the horizon after a cutoff; the others active at that
 * cutoff are <em>stayers</em>.
 */
@NullMarked
package sparkify.model.frame;

import org.jspecify.annotations.NullMarked;
