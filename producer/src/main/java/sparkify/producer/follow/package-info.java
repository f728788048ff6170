/** A file that is still written, read as {@code tail -F} reads it. */
@NullMarked
package sparkify.producer.follow;

import org.jspecify.annotations.NullMarked;
