/** What files and pipes hold, whichever way they are compressed. */
@NullMarked
package sparkify.producer.content;

import org.jspecify.annotations.NullMarked;
