/** Jobs that keep a lake in shape without changing its rows. */
@NullMarked
package sparkify.maintenance;

import org.jspecify.annotations.NullMarked;
