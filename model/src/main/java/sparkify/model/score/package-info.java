/** Scores of a day: who is likely to leave, written as a commit that replaces that day. */
@NullMarked
package sparkify.model.score;

import org.jspecify.annotations.NullMarked;
