/** Training: the candidates, the choice between them, the test, and the gate to promotion. */
@NullMarked
package sparkify.model.learn;

import org.jspecify.annotations.NullMarked;
