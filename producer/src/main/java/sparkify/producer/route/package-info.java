/** Which key and partition each line gets: the same lines, the same answers, every time. */
@NullMarked
package sparkify.producer.route;

import org.jspecify.annotations.NullMarked;
