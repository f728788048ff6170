/** Scoring: ranks the users of a day by their risk of churn and commits the scores of that day. */
@NullMarked
package sparkify.model.score;

import org.jspecify.annotations.NullMarked;
