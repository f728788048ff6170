/** When each line of a replay is due. */
@NullMarked
package sparkify.producer.pace;

import org.jspecify.annotations.NullMarked;
