/** The churn model: who is about to leave, said without looking into the future. */
@NullMarked
package sparkify.model;

import org.jspecify.annotations.NullMarked;
