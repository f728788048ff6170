/** What a simulated service hides: how satisfied users are and how likely they are to cancel. */
@NullMarked
package sparkify.producer.simulator.truth;

import org.jspecify.annotations.NullMarked;
