/** Training: the candidates, the choice between them, the test, and the decision to promote. */
@NullMarked
package sparkify.model.learn;

import org.jspecify.annotations.NullMarked;
