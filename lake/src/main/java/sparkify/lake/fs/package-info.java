/** The file system below the lake, reduced to what a commit protocol may lean on. */
@NullMarked
package sparkify.lake.fs;

import org.jspecify.annotations.NullMarked;
