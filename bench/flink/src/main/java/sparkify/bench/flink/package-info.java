/** Lands a topic with Flink. */
@NullMarked
package sparkify.bench.flink;

import org.jspecify.annotations.NullMarked;
