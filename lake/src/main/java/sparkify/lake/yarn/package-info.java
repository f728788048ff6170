/** Which other applications are running: this decides whose hold on a table counts. */
@NullMarked
package sparkify.lake.yarn;

import org.jspecify.annotations.NullMarked;
