/** Learning who leaves: candidates, the choice between them, the test, and the gate to use. */
@NullMarked
package sparkify.model.learn;

import org.jspecify.annotations.NullMarked;
