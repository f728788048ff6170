/** Compares the events of a simulation with a file of events, figure by figure. */
@NullMarked
package sparkify.producer.compare;

import org.jspecify.annotations.NullMarked;
