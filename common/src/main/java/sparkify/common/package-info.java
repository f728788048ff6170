/** Words that all parts share: settings, events, launcher. */
@NullMarked
package sparkify.common;

import org.jspecify.annotations.NullMarked;
