/** Processes that are started, and what they use. */
@NullMarked
package sparkify.bench.process;

import org.jspecify.annotations.NullMarked;
