/** The landing application: a loop of batches on YARN around the landing core. */
@NullMarked
package sparkify.streaming;

import org.jspecify.annotations.NullMarked;
