/**
 * The churn model: who is about to leave, said without looking into the future. See
 * docs/architecture.md, "The churn protocol".
 */
@NullMarked
package sparkify.model;

import org.jspecify.annotations.NullMarked;
