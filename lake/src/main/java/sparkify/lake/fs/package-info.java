/** The file system below the lake, reduced to what the commit protocol relies on. */
@NullMarked
package sparkify.lake.fs;

import org.jspecify.annotations.NullMarked;
