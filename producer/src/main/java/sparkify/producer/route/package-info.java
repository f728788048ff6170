/** The key and partition of each line, always the same for the same lines. */
@NullMarked
package sparkify.producer.route;

import org.jspecify.annotations.NullMarked;
