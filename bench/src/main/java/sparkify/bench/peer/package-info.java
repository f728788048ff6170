/** Programs that land events as others would, for comparison. */
@NullMarked
package sparkify.bench.peer;

import org.jspecify.annotations.NullMarked;
