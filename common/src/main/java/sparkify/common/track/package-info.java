/** A catalogue of tracks: one record a track. */
@NullMarked
package sparkify.common.track;

import org.jspecify.annotations.NullMarked;
