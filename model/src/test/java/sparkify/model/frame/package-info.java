/** Tests of the churn model's rows: cutoffs, labels, features. */
@NullMarked
package sparkify.model.frame;

import org.jspecify.annotations.NullMarked;
