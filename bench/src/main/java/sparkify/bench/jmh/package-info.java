/** Benchmarks of single pieces of code. */
@NullMarked
package sparkify.bench.jmh;

import org.jspecify.annotations.NullMarked;
