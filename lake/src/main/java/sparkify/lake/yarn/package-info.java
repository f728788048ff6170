/** Asks YARN which applications still run, because one that has ended no longer holds a table. */
@NullMarked
package sparkify.lake.yarn;

import org.jspecify.annotations.NullMarked;
