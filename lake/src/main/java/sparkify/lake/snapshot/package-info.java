/** Which files a reader of the lake reads: the live ones of the log, wherever they are now. */
@NullMarked
package sparkify.lake.snapshot;

import org.jspecify.annotations.NullMarked;
