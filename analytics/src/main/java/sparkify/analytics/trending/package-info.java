/** Which songs and artists are played most in a window of event time, read from the rows. */
@NullMarked
package sparkify.analytics.trending;

import org.jspecify.annotations.NullMarked;
