/** The Sparkify event: its fields, and what makes one valid. */
@NullMarked
package sparkify.common.event;

import org.jspecify.annotations.NullMarked;
