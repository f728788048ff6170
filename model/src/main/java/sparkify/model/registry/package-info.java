/** The models of a lake: complete, immutable versions, and the pointer to the current one. */
@NullMarked
package sparkify.model.registry;

import org.jspecify.annotations.NullMarked;
