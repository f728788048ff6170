/** All feeds. */
@NullMarked
package sparkify.common.catalogue;

import org.jspecify.annotations.NullMarked;
