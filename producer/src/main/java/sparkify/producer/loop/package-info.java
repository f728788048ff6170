/** An input again and again, later each time. */
@NullMarked
package sparkify.producer.loop;

import org.jspecify.annotations.NullMarked;
