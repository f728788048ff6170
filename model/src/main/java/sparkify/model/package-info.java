/**
 * The churn model: predicts which users are about to churn, using nothing from the future. See
 * docs/architecture.md, "The churn protocol".
 */
@NullMarked
package sparkify.model;

import org.jspecify.annotations.NullMarked;
