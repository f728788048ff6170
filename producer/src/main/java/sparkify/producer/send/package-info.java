/** Sending: lines are paced, sent durably and in order, counted and reported. */
@NullMarked
package sparkify.producer.send;

import org.jspecify.annotations.NullMarked;
