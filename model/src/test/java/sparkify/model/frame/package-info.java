/** Tests of the churn model's data: cutoffs, labels, features. */
@NullMarked
package sparkify.model.frame;

import org.jspecify.annotations.NullMarked;
