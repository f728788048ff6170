/** A simulated music service whose users have habits and, some of them, a reason to leave. */
@NullMarked
package sparkify.producer.simulator;

import org.jspecify.annotations.NullMarked;
