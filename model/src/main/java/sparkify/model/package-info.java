/** The churn model: predicts which users are about to churn, using nothing from the future. */
@NullMarked
package sparkify.model;

import org.jspecify.annotations.NullMarked;
